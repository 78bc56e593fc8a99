-- Messages in 16 partitions by channel: whatever is said of one channel touches one of them. Each has a sixteenth of the
-- indexes to keep in memory and of the dead rows to vacuum at a time, and can be moved to a disk, or a server, of its own.
-- What was written so far is copied, in this transaction, while nobody can write.
LOCK TABLE "messages" IN ACCESS EXCLUSIVE MODE;
ALTER TABLE "messages" RENAME TO "messages_in_one";

-- CreateTable
CREATE TABLE "messages" (
    "channel_id" BIGINT NOT NULL,
    "id" BIGINT NOT NULL,
    "seq" BIGINT NOT NULL,
    "type" SMALLINT NOT NULL DEFAULT 0,
    "author_id" BIGINT NOT NULL,
    "content" TEXT NOT NULL,
    "nonce" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "edited_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3)
) PARTITION BY HASH ("channel_id");

DO $$
BEGIN
    FOR remainder IN 0..15 LOOP
        EXECUTE format(
            'CREATE TABLE %I PARTITION OF "messages" FOR VALUES WITH (MODULUS 16, REMAINDER %s)',
            'messages_' || remainder, remainder
        );
    END LOOP;
END
$$;

INSERT INTO "messages" ("channel_id", "id", "seq", "type", "author_id", "content", "nonce", "created_at", "edited_at", "deleted_at")
SELECT "channel_id", "id", "seq", "type", "author_id", "content", "nonce", "created_at", "edited_at", "deleted_at"
FROM "messages_in_one";

DROP TABLE "messages_in_one";

-- CreateIndex
ALTER TABLE "messages" ADD CONSTRAINT "messages_pkey" PRIMARY KEY ("channel_id", "id");
CREATE INDEX "messages_id_idx" ON "messages"("id");
CREATE UNIQUE INDEX "messages_channel_id_author_id_nonce_key" ON "messages"("channel_id", "author_id", "nonce");

-- Which of the nonces that authors gave to messages are stored already, by their place among those asked for. Each is looked
-- up by itself: a plan that was made while there were few messages must not read them all when there are many.
CREATE FUNCTION "stored_nonces"(channel_ids BIGINT[], author_ids BIGINT[], nonces TEXT[]) RETURNS TABLE (ord BIGINT)
LANGUAGE plpgsql STABLE ROWS 1 AS $$
BEGIN
    RETURN QUERY
        SELECT input.ord
        FROM unnest(channel_ids, author_ids, nonces) WITH ORDINALITY AS input (channel_id, author_id, nonce, ord)
        CROSS JOIN LATERAL (
            SELECT FROM "messages"
            WHERE "messages"."channel_id" = input.channel_id AND "messages"."author_id" = input.author_id
                AND "messages"."nonce" = input.nonce
            LIMIT 1
        ) AS stored;
END
$$;

-- What the planner knows of empty tables is that reading them whole costs nothing, which would soon be wrong.
DO $$
BEGIN
    IF EXISTS (SELECT FROM "messages") THEN
        ANALYZE "messages";
    END IF;
END
$$;
