-- Small work of one partner travels in bundles.

-- The id of the job in the queue that carries the work together with others of its kind; null: a job of its own.
alter table outbox add carrier text;

-- The policies put "of this partner" before every condition. Of a partner whose thousands of rows are newer than the statistics the planner would
-- know that there are none, and read all of them for each bundle. Without statistics it takes a partner for one of two hundred and goes by the ids.
alter table outbox alter partner_id set statistics 0;
alter table mails alter partner_id set statistics 0;
