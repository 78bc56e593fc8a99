-- Memberships that go with their server are not announced one by one: every instance empties the server's rooms when it
-- hears of the deletion, after it has told those who are in them.
DROP TRIGGER announce_member ON "members";
CREATE TRIGGER announce_member AFTER INSERT OR DELETE ON "members"
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION announce_change('server_id', 'user_id');
