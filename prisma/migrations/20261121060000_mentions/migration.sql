-- CreateTable
CREATE TABLE "mentions" (
    "user_id" BIGINT NOT NULL,
    "channel_id" BIGINT NOT NULL,
    "seq" BIGINT NOT NULL,

    CONSTRAINT "mentions_pkey" PRIMARY KEY ("user_id","channel_id","seq")
);

-- CreateIndex
CREATE INDEX "mentions_channel_id_seq_idx" ON "mentions"("channel_id", "seq");
