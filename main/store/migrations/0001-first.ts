/** The first shape: comparisons, runs, their events, metrics in chunks, predictions, settings. */
export const sql = `
CREATE TABLE comparisons (
  id TEXT PRIMARY KEY,
  plan TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER,
  result TEXT,
  result_version TEXT
) STRICT;

CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  comparison_id TEXT NOT NULL REFERENCES comparisons (id) ON DELETE CASCADE,
  variant_id TEXT NOT NULL,
  seed INTEGER NOT NULL,
  model TEXT NOT NULL,
  dataset_id TEXT NOT NULL,
  config TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'finished', 'stopped', 'failed')),
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  step INTEGER NOT NULL DEFAULT 0,
  steps INTEGER,
  steps_per_epoch INTEGER,
  cost TEXT,
  environment TEXT,
  seconds REAL,
  images_per_second REAL,
  test_accuracy REAL,
  test_loss REAL,
  problem TEXT,
  has_checkpoint INTEGER NOT NULL DEFAULT 0,
  last_seq INTEGER NOT NULL DEFAULT 0,
  deleted_at INTEGER
) STRICT;
CREATE INDEX runs_comparison ON runs (comparison_id, position);
CREATE INDEX runs_created ON runs (created_at DESC, position) WHERE deleted_at IS NULL;
CREATE INDEX runs_state ON runs (state, position);

-- The points of a 'metrics' event stand in metric_chunks, under its seq; its body is NULL.
CREATE TABLE events (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  time INTEGER NOT NULL,
  type TEXT NOT NULL,
  body TEXT,
  PRIMARY KEY (run_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE metrics (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  count INTEGER NOT NULL DEFAULT 0,
  last_step INTEGER NOT NULL DEFAULT -1,
  UNIQUE (run_id, name)
) STRICT;

-- Level 0: points. Level k: extremes of 16^k points. start counts entries of the level; first_seq is the seq of the
-- first point of a chunk of level 0, by which the points of an event are found. See chunks.ts.
CREATE TABLE metric_chunks (
  metric_id INTEGER NOT NULL REFERENCES metrics (id) ON DELETE CASCADE,
  level INTEGER NOT NULL,
  start INTEGER NOT NULL,
  first_seq INTEGER,
  body BLOB NOT NULL,
  UNIQUE (metric_id, level, start)
) STRICT;

CREATE TABLE predictions (
  run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  classes INTEGER NOT NULL,
  logits BLOB NOT NULL,
  labels BLOB NOT NULL,
  indices BLOB NOT NULL
) STRICT;

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`
