-- Small work of one partner travels in bundles.

-- The id of the job in the queue that carries the work together with others of its kind; null: a job of its own.
alter table outbox add carrier text;
