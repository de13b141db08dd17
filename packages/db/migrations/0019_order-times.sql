-- Orders that are placed again, and orders that begin later.

-- An order is retried once. The retry names it in its input.
create unique index orders_retry on orders (partner_id, (input ->> 'retryOf')) where input ? 'retryOf';
