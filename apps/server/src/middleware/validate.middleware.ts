import type { FieldError } from '@parley/contracts/errors'
import type { NextFunction, Request, Response } from 'express'
import type { z } from 'zod'
import { AppError } from '../lib/errors.ts'

const validated = new WeakMap<Request, unknown>()

/** Checks a request's params, query and body against a shape, and keeps what comes of it for {@link readInput}. */
export function validate(shape: z.ZodType) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const { params, query, body } = request
    validated.set(request, parse(shape, { params, query, body: body ?? {} }))
    next()
  }
}

/** What {@link validate} has let through. */
export function readInput<Input>(request: Request): Input {
  return validated.get(request) as Input
}

/** @throws AppError `validation_failed`, with a path and a sentence for each thing wrong */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const errors: FieldError[] = result.error.issues.slice(0, 20).map((issue) => ({
    path: issue.path
      .filter((part, index) => index > 0 || !['params', 'query', 'body'].includes(String(part)))
      .join('.'),
    message: issue.message,
  }))
  const first = errors[0]
  throw new AppError('validation_failed', {
    errors,
    ...(first && { detail: first.path ? `${first.path}: ${first.message}` : first.message }),
  })
}
