-- CreateTable
CREATE TABLE "images" (
    "id" UUID NOT NULL,
    "user_id" BIGINT,
    "server_id" BIGINT,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "images_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "images_user_id_key" ON "images"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "images_server_id_key" ON "images"("server_id");

-- AddForeignKey
ALTER TABLE "images" ADD CONSTRAINT "images_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "images" ADD CONSTRAINT "images_server_id_fkey" FOREIGN KEY ("server_id") REFERENCES "servers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- WebP is compressed already.
ALTER TABLE "images" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
