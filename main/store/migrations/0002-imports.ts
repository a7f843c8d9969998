/** Comparisons that another Fovea exported: where they came from, the dataset they saw and pictures of its test images. */
export const sql = `
CREATE TABLE imports (
  comparison_id TEXT PRIMARY KEY REFERENCES comparisons (id) ON DELETE CASCADE,
  file TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  content TEXT NOT NULL,
  dataset TEXT,
  thumb_indices BLOB,
  thumb_labels BLOB,
  thumb_pixels BLOB
) STRICT;
CREATE INDEX imports_content ON imports (content);
`
