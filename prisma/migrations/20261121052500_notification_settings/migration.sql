-- CreateEnum
CREATE TYPE "notification_level" AS ENUM ('all', 'mentions', 'none');

-- CreateTable
CREATE TABLE "server_notification_settings" (
    "user_id" BIGINT NOT NULL,
    "server_id" BIGINT NOT NULL,
    "level" "notification_level",
    "muted" BOOLEAN NOT NULL DEFAULT false,
    "muted_until" TIMESTAMPTZ(3),

    CONSTRAINT "server_notification_settings_pkey" PRIMARY KEY ("user_id","server_id")
);

-- CreateTable
CREATE TABLE "channel_notification_settings" (
    "user_id" BIGINT NOT NULL,
    "channel_id" BIGINT NOT NULL,
    "level" "notification_level",
    "muted" BOOLEAN NOT NULL DEFAULT false,
    "muted_until" TIMESTAMPTZ(3),

    CONSTRAINT "channel_notification_settings_pkey" PRIMARY KEY ("user_id","channel_id")
);

-- CreateIndex
CREATE INDEX "server_notification_settings_server_id_idx" ON "server_notification_settings"("server_id");

-- CreateIndex
CREATE INDEX "channel_notification_settings_channel_id_idx" ON "channel_notification_settings"("channel_id");

-- AddForeignKey
ALTER TABLE "server_notification_settings" ADD CONSTRAINT "server_notification_settings_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "server_notification_settings" ADD CONSTRAINT "server_notification_settings_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_notification_settings" ADD CONSTRAINT "channel_notification_settings_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channel_notification_settings" ADD CONSTRAINT "channel_notification_settings_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;


