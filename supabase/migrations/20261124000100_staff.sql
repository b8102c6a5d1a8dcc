-- Staff: who may look at everything, who may change it, and a record of every change.

create role gatekeeper nologin;
create role refund_order nologin;
create role send_receipt nologin;
grant function_runner to refund_order, send_receipt;
grant usage on schema public to gatekeeper;
grant gatekeeper, refund_order, send_receipt to authenticator;

create table public.staff (
  user_id uuid primary key references auth.users (id) on delete cascade,
  role text not null check (role in ('owner', 'editor', 'viewer')),
  name text not null check (length(name) between 1 and 80),
  created_at timestamptz not null default now()
);

create table public.audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor uuid not null,
  actor_name text not null,
  action text not null,
  subject text not null,
  subject_id text not null,
  before jsonb,
  after jsonb
);
create index audit_log_subject on public.audit_log (subject, subject_id);
create index audit_log_at on public.audit_log (at desc);

alter table public.staff enable row level security;
alter table public.staff force row level security;
alter table public.audit_log enable row level security;
alter table public.audit_log force row level security;

-- The role of whoever asks: owner, editor, viewer, or null for everybody else.
create function public.staff_role() returns text
language sql stable security definer set search_path = '' as $$
  select s.role from public.staff s where s.user_id = auth.uid()
$$;
-- Policies call it once per row otherwise: both are wrapped in (select …) where they are used.
create function public.is_staff() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.staff s where s.user_id = auth.uid())
$$;
create function public.may_edit() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.staff s where s.user_id = auth.uid() and s.role in ('owner', 'editor'))
$$;
revoke execute on function public.staff_role, public.is_staff, public.may_edit from public;
grant execute on function public.staff_role, public.is_staff, public.may_edit to authenticated;

-- An account that many share (its app metadata, which only the secret key can write, says so) stays as it is: whoever is
-- signed in to it could otherwise lock out the others, past all pages.
create function private.keep_shared_account() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'Every visitor has this account, so it stays as it is.' using errcode = 'NLFOR';
end
$$;
create trigger shared_account_kept before update on auth.users for each row when (
  old.raw_app_meta_data ->> 'shared' = 'true' and new.raw_app_meta_data ->> 'shared' = 'true' and (
    old.encrypted_password is distinct from new.encrypted_password
    or old.email is distinct from new.email or coalesce(old.email_change, '') <> coalesce(new.email_change, '')
    or old.phone is distinct from new.phone or coalesce(old.phone_change, '') <> coalesce(new.phone_change, '')
    or old.raw_user_meta_data is distinct from new.raw_user_meta_data))
  execute function private.keep_shared_account();

create function private.demand_editor() returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if not public.may_edit() then
    raise exception 'You may look at everything here, but not change it.' using errcode = 'NLFOR';
  end if;
end
$$;

grant select on public.staff, public.audit_log to authenticated;
grant insert (user_id, role, name), update (role, name), delete on public.staff to authenticated;
create policy "staff see staff" on public.staff for select to authenticated using ((select public.is_staff()));
create policy "owners appoint staff" on public.staff for insert to authenticated with check ((select public.staff_role()) = 'owner');
create policy "owners change staff" on public.staff for update to authenticated
  using ((select public.staff_role()) = 'owner' and user_id <> auth.uid()) with check ((select public.staff_role()) = 'owner');
create policy "owners dismiss staff" on public.staff for delete to authenticated
  using ((select public.staff_role()) = 'owner' and user_id <> auth.uid());
create policy "staff read the audit log" on public.audit_log for select to authenticated using ((select public.is_staff()));

-- Only ever added to, by the trigger below.
create function private.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'This record is only added to.' using errcode = '23514';
end
$$;
create trigger audit_log_only_grows before update or delete on public.audit_log for each row execute function private.refuse_change();
create trigger audit_log_never_emptied before truncate on public.audit_log for each statement execute function private.refuse_change();

-- Writes down what a member of staff changed, and only the columns that changed. Personal data is not repeated here.
create function private.write_audit() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  silent text[] := array['search', 'updated_at', 'email', 'address', 'access_key'];
  before jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - silent end;
  after jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - silent end;
  who public.staff;
  changed_before jsonb;
  changed_after jsonb;
begin
  select * into who from public.staff s where s.user_id = auth.uid();
  if who.user_id is null then return null; end if;
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(b.key, b.value), jsonb_object_agg(b.key, after -> b.key) into changed_before, changed_after
      from jsonb_each(before) b where after -> b.key is distinct from b.value;
    if changed_before is null then return null; end if;
    before := changed_before;
  end if;
  insert into public.audit_log (actor, actor_name, action, subject, subject_id, before, after)
    values (who.user_id, who.name, lower(tg_op), tg_table_name,
      coalesce(to_jsonb(new) ->> 'id', to_jsonb(old) ->> 'id', to_jsonb(new) ->> 'user_id', to_jsonb(old) ->> 'user_id'),
      before, coalesce(changed_after, after));
  return null;
end
$$;
do $$
declare name text;
begin
  foreach name in array array['products', 'variants', 'images', 'stock_movements', 'orders', 'staff'] loop
    execute format('create trigger %I after insert or update or delete on public.%I for each row execute function private.write_audit()',
      name || '_audited', name);
  end loop;
end
$$;

-- Staff read everything that running a shop needs.
create policy "staff read all products" on public.products for select to authenticated using ((select public.is_staff()));
create policy "staff read all variants" on public.variants for select to authenticated using ((select public.is_staff()));
create policy "staff read all reviews" on public.reviews for select to authenticated using ((select public.is_staff()));
create policy "staff read all photographs" on public.images for select to authenticated using ((select public.is_staff()));
create policy "staff read all sizes" on public.image_sizes for select to authenticated using ((select public.is_staff()));
create policy "staff read all orders" on public.orders for select to authenticated using ((select public.is_staff()));
create policy "staff read stock movements" on public.stock_movements for select to authenticated using ((select public.is_staff()));
create policy "staff read jobs" on public.jobs for select to authenticated using ((select public.is_staff()));
create policy "staff read runs" on public.function_runs for select to authenticated using ((select public.is_staff()));
grant select on public.stock_movements, public.jobs, public.function_runs to authenticated;
grant select (original_path, reason, trace, completed_at, created_at, updated_at) on public.images to authenticated;
grant select (receipt_email_id, updated_at) on public.orders to authenticated;

-- Editors change lamps, finishes and photographs; never stock, which moves by movements only.
grant insert (slug, sku, name, tagline, description, category_id, collection_id, status, materials, dimensions, weight_grams, light, care,
    tags, year, position),
  update (slug, sku, name, tagline, description, category_id, collection_id, status, materials, dimensions, weight_grams, light, care,
    tags, year, position) on public.products to authenticated;
grant insert (product_id, slug, name, hex, sku, price_amount, position), update (slug, name, hex, sku, price_amount, position), delete
  on public.variants to authenticated;
grant insert (id, product_id, variant_id, role, alt, position, original_path),
  update (variant_id, role, alt, position, focal_x, focal_y), delete on public.images to authenticated;
create policy "editors add products" on public.products for insert to authenticated with check ((select public.may_edit()));
create policy "editors change products" on public.products for update to authenticated
  using ((select public.may_edit())) with check ((select public.may_edit()));
create policy "editors add variants" on public.variants for insert to authenticated with check ((select public.may_edit()));
create policy "editors change variants" on public.variants for update to authenticated
  using ((select public.may_edit())) with check ((select public.may_edit()));
create policy "editors remove variants" on public.variants for delete to authenticated using ((select public.may_edit()));
create policy "editors add photographs" on public.images for insert to authenticated
  with check ((select public.may_edit()) and original_path like 'uploads/' || id || '.%');
create policy "editors change photographs" on public.images for update to authenticated
  using ((select public.may_edit())) with check ((select public.may_edit()));
create policy "editors remove photographs" on public.images for delete to authenticated using ((select public.may_edit()));

-- An editor may upload exactly the originals that were announced by a row.
create policy "editors upload announced originals" on storage.objects for insert to authenticated
  with check (bucket_id = 'originals' and (select public.may_edit())
    and exists (select from public.images i where i.original_path = name and i.status = 'waiting'));
