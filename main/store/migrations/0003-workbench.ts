/** What a user says of runs, what is measured of them after their end, runs that go on from others, and choices for reports. */
export const sql = `
ALTER TABLE runs ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN archived_at INTEGER;
ALTER TABLE runs ADD COLUMN parent_id TEXT;
ALTER TABLE runs ADD COLUMN latency TEXT;
ALTER TABLE runs ADD COLUMN faithfulness TEXT;
ALTER TABLE comparisons ADD COLUMN report TEXT;
-- Training says since then which epochs were added; the description of a run must say the same as the one beside its weights.
UPDATE runs SET config = json_set(config, '$.training.added', json('[]')) WHERE json_type(config, '$.training.added') IS NULL;
UPDATE comparisons SET plan = json_set(plan, '$.training.added', json('[]')) WHERE json_type(plan, '$.training.added') IS NULL;
`
