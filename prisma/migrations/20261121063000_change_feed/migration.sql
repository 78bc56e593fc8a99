-- Tells every instance of what takes something away from somebody, or makes outdated what they remember: within the
-- transaction, and so exactly when it is committed. Who listens: apps/server/src/repositories/change-feed.ts.

-- Its arguments are the columns that say which row it is.
CREATE FUNCTION announce_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
    change jsonb := jsonb_build_object('table', TG_TABLE_NAME, 'operation', lower(TG_OP));
    name text;
BEGIN
    FOREACH name IN ARRAY TG_ARGV LOOP
        change := change || jsonb_build_object(name, changed ->> name);
    END LOOP;
    -- Said by the statement that ends a session, for the connections that are told why.
    IF TG_TABLE_NAME = 'sessions' THEN
        change := change || jsonb_build_object('reason', current_setting('parley.session_end_reason', true));
    END IF;
    PERFORM pg_notify('parley_changes', change::text);
    RETURN NULL;
END
$$;

CREATE TRIGGER announce_member AFTER INSERT OR DELETE ON "members"
    FOR EACH ROW EXECUTE FUNCTION announce_change('server_id', 'user_id');
CREATE TRIGGER announce_participant AFTER INSERT OR DELETE ON "participants"
    FOR EACH ROW EXECUTE FUNCTION announce_change('channel_id', 'user_id');
CREATE TRIGGER announce_session AFTER DELETE ON "sessions"
    FOR EACH ROW EXECUTE FUNCTION announce_change('id');
CREATE TRIGGER announce_channel AFTER DELETE ON "channels"
    FOR EACH ROW EXECUTE FUNCTION announce_change('id');
CREATE TRIGGER announce_server AFTER DELETE OR UPDATE OF "owner_id", "invite_code" ON "servers"
    FOR EACH ROW EXECUTE FUNCTION announce_change('id', 'invite_code');
CREATE TRIGGER announce_user AFTER DELETE OR UPDATE OF "username", "display_name", "avatar_url" ON "users"
    FOR EACH ROW EXECUTE FUNCTION announce_change('id');
