-- What a name is searched by: without case and accents, so that "zoe" finds "Zoë". The app does the same to what is typed.
CREATE FUNCTION "search_form"(name TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(lower(normalize(name, NFKD)), '[\u0300-\u036f]', '', 'g');

DROP INDEX "users_display_name_prefix_idx";
CREATE INDEX "users_display_name_prefix_idx" ON "users" ("search_form"("display_name") text_pattern_ops);
