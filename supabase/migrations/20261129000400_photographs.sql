-- Photographs: an original in private storage, its sizes in public storage, and a row with their state.

create role storage_webhook nologin;
create role make_thumbnail nologin;
grant function_runner to storage_webhook, make_thumbnail;
grant storage_webhook, make_thumbnail to authenticator;

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('originals', 'originals', false, 15728640, array['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif']),
  ('photographs', 'photographs', true, 5242880, array['image/webp', 'image/avif', 'image/jpeg'])
on conflict (id) do nothing;

create table public.photographs (
  id uuid primary key default gen_random_uuid(),
  product_id uuid references public.products (id),
  variant_id uuid references public.variants (id),
  scene_id uuid references public.scenes (id),
  role text not null check (role in ('off', 'on', 'detail', 'finish', 'dark', 'layer')),
  alt text not null,
  position integer not null default 0,
  focal_x real not null default 0.5 check (focal_x between 0 and 1),
  focal_y real not null default 0.5 check (focal_y between 0 and 1),
  original_path text not null unique,
  status text not null default 'waiting' check (status in ('waiting', 'uploaded', 'ready', 'failed')),
  reason text,
  width integer check (width > 0),
  height integer check (height > 0),
  thumbhash text,
  completed_at timestamptz,
  trace text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((product_id is null) <> (scene_id is null)),
  check ((status = 'failed') = (reason is not null)),
  check (status <> 'ready' or (width is not null and height is not null and thumbhash is not null))
);
create index photographs_listed on public.photographs (created_at, id);
create index photographs_product on public.photographs (product_id);
create index photographs_scene on public.photographs (scene_id);

create table public.photograph_sizes (
  photograph_id uuid not null references public.photographs (id) on delete cascade,
  format text not null check (format in ('webp', 'avif', 'jpeg')),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  bytes integer not null check (bytes > 0),
  path text not null,
  primary key (photograph_id, format, width)
);

alter table public.photographs enable row level security, force row level security;
alter table public.photograph_sizes enable row level security, force row level security;

grant select (id, product_id, variant_id, scene_id, role, alt, position, focal_x, focal_y, status, width, height, thumbhash)
  on public.photographs to anon, authenticated;
grant select on public.photograph_sizes to anon, authenticated;
create policy "everybody sees ready photographs" on public.photographs for select to anon, authenticated
  -- The caller sees photographs of scenes, and of lamps that the caller may see.
  using (status = 'ready' and (product_id is null or exists (select from public.products p where p.id = product_id)));
create policy "everybody sees sizes of ready photographs" on public.photograph_sizes for select to anon, authenticated
  using (exists (select from public.photographs i where i.id = photograph_id and i.status = 'ready'));

-- An original has arrived. Idempotent; null when no row is waiting for this path.
create function public.mark_uploaded(original_path text, trace text default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare photograph public.photographs;
begin
  select * into photograph from public.photographs i where i.original_path = mark_uploaded.original_path for update;
  if not found then return null; end if;
  if photograph.status in ('waiting', 'failed') then
    -- Another original after a failure: the sizes of the first one and its finished jobs are in the way.
    delete from public.photograph_sizes s where s.photograph_id = photograph.id;
    delete from public.jobs j where j.key collate "C" > 'make-thumbnail.' || photograph.id || '.'
      and j.key collate "C" < 'make-thumbnail.' || photograph.id || '/' and j.status in ('done', 'failed', 'discarded');
    update public.photographs i set status = 'uploaded', reason = null, trace = mark_uploaded.trace, updated_at = now() where i.id = photograph.id;
  end if;
  return private.add_job('make-thumbnail', 'make-thumbnail.' || photograph.id || '.webp',
    jsonb_build_object('photographId', photograph.id, 'formats', jsonb_build_array('webp')), mark_uploaded.trace);
end
$$;
grant execute on function public.mark_uploaded to storage_webhook;

-- For the sweep: originals that arrived and whose event was lost, for example because the store was killed meanwhile.
create function public.mark_lost_uploads(most integer) returns setof jsonb
language plpgsql security definer set search_path = '' as $$
declare lost text; job jsonb;
begin
  for lost in
    select i.original_path from public.photographs i
      join storage.objects o on o.bucket_id = 'originals' and o.name = i.original_path
      where i.status = 'waiting' and o.created_at < now() - interval '1 minute'
      order by o.created_at limit least(greatest(most, 0), 100)
  loop
    job := public.mark_uploaded(lost, private.new_trace());
    if job is not null then return next job; end if;
  end loop;
end
$$;
grant execute on function public.mark_lost_uploads to sweep;

-- Saves all sizes of some formats: widths that are no longer made go. The first call makes the photograph ready; a second job
-- makes AVIF and JPEG.
create function public.save_sizes(photograph_id uuid, width integer, height integer, thumbhash text, sizes jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare photograph public.photographs; complete boolean;
begin
  insert into public.photograph_sizes (photograph_id, format, width, height, bytes, path)
    select save_sizes.photograph_id, s.format, s.width, s.height, s.bytes, s.path
    from jsonb_to_recordset(sizes) as s (format text, width integer, height integer, bytes integer, path text)
  on conflict on constraint photograph_sizes_pkey do update set height = excluded.height, bytes = excluded.bytes, path = excluded.path;
  delete from public.photograph_sizes old where old.photograph_id = save_sizes.photograph_id
    and old.format in (select s.format from jsonb_to_recordset(sizes) as s (format text))
    and not exists (select from jsonb_to_recordset(sizes) as s (format text, width integer)
      where s.format = old.format and s.width = old.width);
  select count(distinct s.format) = 3 into complete from public.photograph_sizes s where s.photograph_id = save_sizes.photograph_id;
  update public.photographs i set status = 'ready', reason = null, width = save_sizes.width, height = save_sizes.height,
      thumbhash = save_sizes.thumbhash, completed_at = case when complete then now() end, updated_at = now()
    where i.id = save_sizes.photograph_id returning * into photograph;
  if photograph.id is null then raise exception 'There is no such photograph.' using errcode = 'NLNOT'; end if;
  if complete then return null; end if;
  -- Two minutes later: WebP serves every current browser, so the slower formats let waiting uploads go first.
  return private.add_job('make-thumbnail', 'make-thumbnail.' || photograph.id || '.fallbacks',
    jsonb_build_object('photographId', photograph.id, 'formats', jsonb_build_array('avif', 'jpeg')), photograph.trace, now() + interval '2 minutes');
end
$$;
grant execute on function public.save_sizes to make_thumbnail;

create function public.fail_photograph(photograph_id uuid, reason text) returns void
language sql security definer set search_path = '' as $$
  -- A photograph with some sizes stays visible when its further formats fail.
  update public.photographs i set status = 'failed', reason = left(fail_photograph.reason, 300), updated_at = now()
    where i.id = fail_photograph.photograph_id and i.status <> 'ready'
$$;
grant execute on function public.fail_photograph to make_thumbnail;

-- A job that dies, for example because the picture crashes the decoder, fails its photograph. Staff may retry either.
create function private.fail_photograph_of_dead_job() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.photographs i set status = 'failed', reason = 'Its sizes could not be made.', updated_at = now()
    where i.id = (new.input ->> 'photographId')::uuid and i.status = 'uploaded';
  return null;
end
$$;
create trigger jobs_fail_photograph after update of status on public.jobs for each row
  when (new.name = 'make-thumbnail' and new.status = 'failed' and old.status <> 'failed')
  execute function private.fail_photograph_of_dead_job();

-- Staff retry a failed photograph. Returns the job to send to the queue.
create function public.retry_photograph(photograph_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare photograph public.photographs;
begin
  perform private.demand_editor();
  update public.photographs i set status = 'uploaded', reason = null, updated_at = now()
    where i.id = retry_photograph.photograph_id and i.status = 'failed' returning * into photograph;
  if not found then raise exception 'This photograph has not failed.' using errcode = 'NLCON'; end if;
  delete from public.jobs j where j.key = 'make-thumbnail.' || photograph.id || '.webp' and j.status <> 'running';
  return private.add_job('make-thumbnail', 'make-thumbnail.' || photograph.id || '.webp',
    jsonb_build_object('photographId', photograph.id, 'formats', jsonb_build_array('webp')), private.new_trace());
end
$$;
grant execute on function public.retry_photograph to authenticated;

-- Staff make the sizes of every ready photograph again, for example after a width was added. The photographs stay visible. Each
-- gets its jobs once, however often this is called before they are done; the sweep rings for those that the caller does not.
-- Returns the jobs.
create function public.remake_photographs() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare photograph public.photographs; trace text := private.new_trace(); jobs jsonb := '[]';
begin
  perform private.demand_editor();
  for photograph in select * from public.photographs i where i.status = 'ready' order by i.created_at, i.id loop
    delete from public.jobs j where j.status in ('done', 'failed', 'discarded')
      and j.key in ('make-thumbnail.' || photograph.id || '.webp', 'make-thumbnail.' || photograph.id || '.fallbacks');
    jobs := jobs || jsonb_build_array(
      private.add_job('make-thumbnail', 'make-thumbnail.' || photograph.id || '.webp',
        jsonb_build_object('photographId', photograph.id, 'formats', jsonb_build_array('webp')), trace),
      private.add_job('make-thumbnail', 'make-thumbnail.' || photograph.id || '.fallbacks',
        jsonb_build_object('photographId', photograph.id, 'formats', jsonb_build_array('avif', 'jpeg')), trace, now() + interval '2 minutes'));
  end loop;
  return jobs;
end
$$;
grant execute on function public.remake_photographs to authenticated;

grant select (id, original_path, status) on public.photographs to make_thumbnail;
create policy "make-thumbnail reads what it works on" on public.photographs for select to make_thumbnail using (true);

grant usage on schema storage to make_thumbnail;
grant select on storage.buckets to make_thumbnail;
grant select, insert, update on storage.objects to make_thumbnail;
create policy "make-thumbnail sees the buckets" on storage.buckets for select to make_thumbnail using (id in ('originals', 'photographs'));
create policy "make-thumbnail reads originals" on storage.objects for select to make_thumbnail
  using (bucket_id in ('originals', 'photographs'));
create policy "make-thumbnail writes sizes" on storage.objects for insert to make_thumbnail with check (bucket_id = 'photographs');
create policy "make-thumbnail rewrites sizes" on storage.objects for update to make_thumbnail
  using (bucket_id = 'photographs') with check (bucket_id = 'photographs');

-- An upload to `originals` calls storage-webhook.
create function private.announce_upload() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.call_function('/api/storage-webhook', jsonb_build_object('bucket', new.bucket_id, 'path', new.name), private.new_trace());
  return null;
end
$$;
create trigger nightlight_announce_upload after insert on storage.objects
  for each row when (new.bucket_id = 'originals') execute function private.announce_upload();

-- A photograph as the shop reads it; null until it is ready.
create function private.photograph_json(photograph public.photographs) returns jsonb
language sql stable security definer set search_path = '' as $$
  select case when photograph.status = 'ready' then jsonb_build_object(
    'id', photograph.id, 'variant_id', photograph.variant_id, 'role', photograph.role, 'alt', photograph.alt, 'width', photograph.width, 'height', photograph.height,
    'thumbhash', photograph.thumbhash, 'focal_x', photograph.focal_x, 'focal_y', photograph.focal_y,
    'photograph_sizes', coalesce((select jsonb_agg(jsonb_build_object('width', s.width, 'height', s.height, 'format', s.format, 'path', s.path)
      order by s.format, s.width) from public.photograph_sizes s where s.photograph_id = photograph.id), '[]')) end
$$;

-- The photograph of a finish, else of its lamp.
create function private.photograph_of(product_id uuid, variant_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.photograph_json(i) from public.photographs i
  where i.product_id = photograph_of.product_id and i.status = 'ready'
    and (i.variant_id = photograph_of.variant_id or i.role in ('on', 'off'))
  order by (i.variant_id = photograph_of.variant_id) desc nulls last, i.position limit 1
$$;

-- The path of a small size of it, for mails: a JPEG where there is one, because some mail programs show nothing else.
create function private.picture_of(product_id uuid, variant_id uuid) returns text
language sql stable security definer set search_path = '' as $$
  select s.path from public.photograph_sizes s
  where s.photograph_id = (private.photograph_of(picture_of.product_id, picture_of.variant_id) ->> 'id')::uuid and s.format <> 'avif'
  order by s.format = 'jpeg' desc, abs(s.width - 320) limit 1
$$;
