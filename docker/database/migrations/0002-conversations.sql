create table conversations (
  id integer generated always as identity primary key,
  user_id text not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index conversations_of_user on conversations (user_id, updated_at desc);

create table messages (
  id integer generated always as identity primary key,
  conversation_id integer not null references conversations (id) on delete cascade,
  user_id text not null references users (id) on delete cascade,
  role text not null check (role in ('user', 'assistant')),
  content text not null,
  tool_calls jsonb not null default '[]',
  created_at timestamptz not null default now()
);
create index messages_of_conversation on messages (conversation_id, id);
-- Removing a user must not read the whole table.
create index messages_of_user on messages (user_id);
