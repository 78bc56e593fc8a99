-- AlterTable
ALTER TABLE "read_states" ADD COLUMN     "generation" INTEGER NOT NULL DEFAULT 0;
