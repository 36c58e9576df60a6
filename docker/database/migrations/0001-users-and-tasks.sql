-- Server-side limits for every later connection of this role. They are a property of the role because a
-- transaction pooler (PgBouncer, Neon's pooled host) refuses them as start-up parameters and would leak a SET
-- from one client to the next.
do $$
begin
  execute format('alter role %I in database %I set statement_timeout = %L', current_user, current_database(), '15s');
  execute format('alter role %I in database %I set idle_in_transaction_session_timeout = %L',
    current_user, current_database(), '30s');
end
$$;

create table users (
  id text primary key,
  email text not null,
  name text,
  password_hash text not null,
  created_at timestamptz not null default now()
);
create unique index users_email on users (lower(email));

create table tasks (
  id integer generated always as identity primary key,
  user_id text not null references users (id) on delete cascade,
  title text not null check (char_length(title) between 1 and 200),
  description text check (char_length(description) <= 1000),
  completed boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index tasks_of_user on tasks (user_id, id);
