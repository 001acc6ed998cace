-- Views for people who ask in SQL (datasette, psql, a notebook). Each name says what a row is.
-- The same statements on SQLite and PostgreSQL; docs/schema.md describes them.

-- One row a claim, as it was first made: what stood unchanged in a later version is not repeated.
CREATE VIEW claims_as_first_made AS
SELECT c.id, c.metric, c.claimant, c.low, c.high, c.bound, c.unit, c.per, c.period, c.hedge, c.counted, c.event, c.party,
       c.attribution, c.place, c.as_of, c.text AS quantity_in_words, c.quote, c.zone, c.implausible, c.title AS headline,
       c.publisher, a.url, c.article_id, c.version, c.published_at, c.first_seen_at
FROM claims c JOIN articles a ON a.id = c.article_id
WHERE NOT c.carried AND c.retired_at IS NULL;

-- One row a point of a metric's history, with the sentence that it stands on.
CREATE VIEW figures_with_evidence AS
SELECT p.id, p.metric, p.claimant, p.low, p.high, p.bound, p.unit, p.per, p.as_of, p.change, p.state, p.place, p.day,
       c.text AS quantity_in_words, c.quote, c.title AS headline, c.publisher, a.url, p.trust, p.claim_id, p.article_id,
       p.version, p.published_at, p.seen_at AS first_seen_at
FROM points p JOIN claims c ON c.id = p.claim_id JOIN articles a ON a.id = p.article_id;

-- The latest figure that each claimant gave for a metric that is not followed by incident.
CREATE VIEW latest_figure_by_claimant AS
SELECT f.* FROM figures_with_evidence f
WHERE f.state = 'held' AND f.day IS NULL AND f.id = (
    SELECT p.id FROM points p
    WHERE p.metric = f.metric AND p.state = 'held' AND COALESCE(p.claimant, '') = COALESCE(f.claimant, '')
    ORDER BY p.as_of DESC, p.published_at DESC, p.id DESC LIMIT 1);

-- What each new figure meant against the history, with both sides and what the alert policy said.
CREATE VIEW changes_with_both_sides AS
SELECT x.id, x.kind, x.metric, x.claimant, x.place, x.day, o.low AS old_low, o.high AS old_high, o.quote AS old_quote,
       o.publisher AS old_publisher, n.low AS new_low, n.high AS new_high, n.quote AS new_quote,
       n.publisher AS new_publisher, COALESCE(n.unit, o.unit) AS unit, x.reason, x.action AS verdict,
       x.action_reason AS verdict_reason, x.at AS created_at
FROM changes x LEFT JOIN claims o ON o.id = x.old_claim_id LEFT JOIN claims n ON n.id = x.new_claim_id
WHERE x.retired_at IS NULL;

-- One row an alert and channel: what was told, and how its delivery went.
CREATE VIEW alerts_with_deliveries AS
SELECT t.id, t.kind AS told_about, x.kind, x.metric, x.claimant, t.severity, t.title, t.body, t.created_at, m.channel,
       m.state AS delivery, m.attempts, m.sent_at, m.error
FROM alerts t LEFT JOIN changes x ON x.id = t.change_id LEFT JOIN deliveries d ON d.alert_id = t.id
LEFT JOIN messages m ON m.id = d.message_id;

-- One row an article, with how many versions and claims it has and how many articles carry the same copy.
CREATE VIEW articles_with_counts AS
SELECT a.id, a.title, a.publisher, a.agency, a.url, a.published_at, a.modified_at, a.first_seen_at, a.version AS versions,
       (SELECT COUNT(*) FROM claims c WHERE c.article_id = a.id AND c.version = a.version) AS claims,
       (SELECT COUNT(*) FROM articles b WHERE b.story_id = a.story_id) AS articles_of_the_story
FROM articles a;
