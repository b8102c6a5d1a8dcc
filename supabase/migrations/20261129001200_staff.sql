-- Staff: who may see everything, who may change it, and a record of every change.

-- tell-owner mails the owner what the shop found out by itself.
create role tell_owner nologin;
grant function_runner to tell_owner;
grant tell_owner to authenticator;
-- A refund that failed, without what the owner's mail does not say.
create function public.get_failed_refund(refund_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('order_id', r.order_id, 'number', o.number, 'amount', r.amount, 'currency', r.currency, 'error', r.error,
    'trace', split_part(o.trace, '-', 2))
  from public.refunds r join public.orders o on o.id = r.order_id where r.id = get_failed_refund.refund_id and r.status = 'failed'
$$;
grant execute on function public.get_failed_refund, public.get_dispute to tell_owner;

create table public.staff (
  user_id uuid primary key references auth.users (id) on delete cascade,
  role text not null check (role in ('owner', 'editor', 'viewer')),
  name text not null check (length(name) between 1 and 80),
  created_at timestamptz not null default now(),
  -- Until then a visitor of the demo sees the admin; null for people.
  until timestamptz check (until is null or role = 'viewer')
);
create index staff_until on public.staff (until) where until is not null;

-- The audit log only grows. The trigger below writes it.
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
-- The log of one table, and of one person.
create index audit_log_of on public.audit_log (subject, id);
create index audit_log_by on public.audit_log (actor, id);
create index audit_log_at on public.audit_log (at desc);

alter table public.staff enable row level security, force row level security;
alter table public.audit_log enable row level security, force row level security;

-- The caller's role: owner, editor, viewer, or null for everybody else. Policies wrap these functions in (select …), so that
-- Postgres calls them once and not for each row.
create function public.staff_role() returns text
language sql stable security definer set search_path = '' as $$
  select s.role from public.staff s where s.user_id = auth.uid() and (s.until is null or s.until > now())
$$;
create function public.is_staff() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.staff s where s.user_id = auth.uid() and (s.until is null or s.until > now()))
$$;
create function public.may_edit() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.staff s where s.user_id = auth.uid() and s.role in ('owner', 'editor') and s.until is null)
$$;
grant execute on function public.staff_role, public.is_staff, public.may_edit to authenticated;

create function private.demand_editor() returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if not public.may_edit() then
    raise exception 'You may look at everything here, but not change it.' using errcode = 'NLFOR';
  end if;
end
$$;

grant select on public.staff to authenticated;
grant insert (user_id, role, name), update (role, name), delete on public.staff to authenticated;
create policy "staff see themselves, and editors all staff" on public.staff for select to authenticated
  using ((user_id = (select auth.uid()) and (until is null or until > now())) or (select public.may_edit()));
-- Before that, somebody else may have opened the account with the address of the person who is meant.
create function private.has_confirmed_address(account uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from auth.users u where u.id = has_confirmed_address.account and u.email_confirmed_at is not null)
$$;
grant execute on function private.has_confirmed_address to authenticated;
create policy "owners appoint staff" on public.staff for insert to authenticated
  with check ((select public.staff_role()) = 'owner' and private.has_confirmed_address(user_id));
create policy "owners change staff" on public.staff for update to authenticated
  using ((select public.staff_role()) = 'owner' and user_id <> auth.uid()) with check ((select public.staff_role()) = 'owner');
create policy "owners dismiss staff" on public.staff for delete to authenticated
  using ((select public.staff_role()) = 'owner' and user_id <> auth.uid());

-- Changes of the staff come one after the other, and each sees what the one before left: of two owners who dismiss each other at once,
-- one stays. The policies above have decided before.
create function private.change_in_turn() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('staff', 0));
  if auth.uid() is not null and public.staff_role() is distinct from 'owner' then
    raise exception 'Only an owner changes the staff.' using errcode = 'NLFOR';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;
create trigger staff_changes_in_turn before update or delete on public.staff for each row
  execute function private.change_in_turn();

-- Appoints somebody who has an account and has confirmed its address. Owners call this, and the seed before there is an owner. Nobody appoints themselves.
create function public.appoint_staff(email text, role text, name text) returns void
language plpgsql security definer set search_path = '' as $$
declare account uuid;
begin
  -- The seed has the secret key; everybody else who calls the API must be an owner.
  if coalesce(auth.role(), 'service_role') <> 'service_role' and public.staff_role() is distinct from 'owner' then
    raise exception 'Only an owner appoints staff.' using errcode = 'NLFOR';
  end if;
  select u.id into account from auth.users u where lower(u.email) = lower(trim(appoint_staff.email));
  if account is null then raise exception 'Nobody has an account with this address.' using errcode = 'NLNOT'; end if;
  if not private.has_confirmed_address(account) then
    raise exception 'This address is not confirmed yet. Its owner has to sign in once with a code.' using errcode = 'NLNOT';
  end if;
  if account = auth.uid() then raise exception 'Nobody changes their own place on the staff.' using errcode = 'NLFOR'; end if;
  if appoint_staff.role is null or appoint_staff.role not in ('owner', 'editor', 'viewer') then
    raise exception 'There is no such role.' using errcode = 'NLINV';
  end if;
  insert into public.staff (user_id, role, name) values (account, appoint_staff.role, trim(appoint_staff.name))
    on conflict on constraint staff_pkey do update set role = excluded.role, name = excluded.name;
end
$$;
grant execute on function public.appoint_staff to authenticated, service_role;

-- Lets a visitor of the demo look around for some hours. The app calls this when it has opened an account for the visit, so each
-- visitor has a session of their own, and what one does with it reaches no other.
create function public.admit_visitor(account uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from auth.users u where u.id = admit_visitor.account and u.is_anonymous and u.created_at > now() - interval '10 minutes') then
    raise exception 'There is no account for a visit.' using errcode = 'NLNOT';
  end if;
  if (select count(*) from public.staff s where s.until > now()) >= 500 then
    raise exception 'Many people look around at the moment. Please come back in an hour.' using errcode = 'NLTOO';
  end if;
  insert into public.staff (user_id, role, name, until) values (admit_visitor.account, 'viewer', 'A visitor',
      now() + private.get_setting('visit_hours')::integer * interval '1 hour')
    on conflict on constraint staff_pkey do nothing;
end
$$;
grant execute on function public.admit_visitor to gatekeeper;

create function private.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'This record is only added to.' using errcode = '23514';
end
$$;
create trigger audit_log_only_grows before update or delete on public.audit_log for each row execute function private.refuse_change();
create trigger audit_log_never_emptied before truncate on public.audit_log for each statement execute function private.refuse_change();

-- Records what staff changed: only the columns that changed, and no personal data. Not called where nobody is signed
-- in, which a trigger finds without a function: Postgres would plan auth.uid() anew for each statement.
create function private.write_audit() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  silent text[] := array['search', 'from_amount', 'updated_at', 'email', 'address', 'access_key', 'cart_id', 'network', 'receipt_error'];
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
create trigger products_audited after insert or update or delete on public.products for each row
  when (current_setting('request.jwt.claims', true) like '%"sub"%') execute function private.write_audit();
create trigger variants_audited after insert or update or delete on public.variants for each row
  when (current_setting('request.jwt.claims', true) like '%"sub"%') execute function private.write_audit();
create trigger photographs_audited after insert or update or delete on public.photographs for each row
  when (current_setting('request.jwt.claims', true) like '%"sub"%') execute function private.write_audit();
create trigger stock_movements_audited after insert or update or delete on public.stock_movements for each row
  when (current_setting('request.jwt.claims', true) like '%"sub"%') execute function private.write_audit();
create trigger orders_audited after insert or update or delete on public.orders for each row
  when (current_setting('request.jwt.claims', true) like '%"sub"%') execute function private.write_audit();
create trigger refunds_audited after insert or update or delete on public.refunds for each row
  when (current_setting('request.jwt.claims', true) like '%"sub"%') execute function private.write_audit();
create trigger staff_audited after insert or update or delete on public.staff for each row
  when (current_setting('request.jwt.claims', true) like '%"sub"%') execute function private.write_audit();

-- Records what staff do with jobs, which have no trigger: functions change them all the time.
create function private.note_job(action text, key text, before jsonb, after jsonb) returns void
language sql security definer set search_path = '' as $$
  insert into public.audit_log (actor, actor_name, action, subject, subject_id, before, after)
    select s.user_id, s.name, note_job.action, 'jobs', note_job.key, note_job.before, note_job.after
    from public.staff s where s.user_id = auth.uid()
$$;

-- Staff read lamps and stock. Orders and what belongs to them, jobs and the log: see *_admin.sql.
create policy "staff read all products" on public.products for select to authenticated using ((select public.is_staff()));
create policy "staff read all variants" on public.variants for select to authenticated using ((select public.is_staff()));
create policy "staff read all reviews" on public.reviews for select to authenticated using ((select public.is_staff()));
create policy "staff read all photographs" on public.photographs for select to authenticated using ((select public.is_staff()));
create policy "staff read all sizes" on public.photograph_sizes for select to authenticated using ((select public.is_staff()));
create policy "staff read stock movements" on public.stock_movements for select to authenticated using ((select public.is_staff()));
grant select on public.stock_movements to authenticated;
grant select (original_path, reason, trace, completed_at, created_at, updated_at) on public.photographs to authenticated;

-- Editors change lamps, finishes and photographs, but not stock, which only movements change.
grant insert (slug, sku, name, tagline, description, category_id, collection_id, status, materials, dimensions, weight_grams, light, care,
    tags, year, position, lead_days),
  update (slug, sku, name, tagline, description, category_id, collection_id, status, materials, dimensions, weight_grams, light, care,
    tags, year, position, lead_days) on public.products to authenticated;
grant insert (product_id, slug, name, hex, sku, price_amount, position), update (slug, name, hex, sku, price_amount, position), delete
  on public.variants to authenticated;
grant insert (id, product_id, variant_id, role, alt, position, original_path),
  update (variant_id, role, alt, position, focal_x, focal_y), delete on public.photographs to authenticated;
create policy "editors add products" on public.products for insert to authenticated with check ((select public.may_edit()));
create policy "editors change products" on public.products for update to authenticated
  using ((select public.may_edit())) with check ((select public.may_edit()));
create policy "editors add variants" on public.variants for insert to authenticated with check ((select public.may_edit()));
create policy "editors change variants" on public.variants for update to authenticated
  using ((select public.may_edit())) with check ((select public.may_edit()));
create policy "editors remove variants" on public.variants for delete to authenticated using ((select public.may_edit()));
create policy "editors add photographs" on public.photographs for insert to authenticated
  with check ((select public.may_edit()) and original_path like 'uploads/' || id || '.%');
create policy "editors change photographs" on public.photographs for update to authenticated
  using ((select public.may_edit())) with check ((select public.may_edit()));
create policy "editors remove photographs" on public.photographs for delete to authenticated using ((select public.may_edit()));

-- An editor may upload only originals whose row is there.
create policy "editors upload announced originals" on storage.objects for insert to authenticated
  with check (bucket_id = 'originals' and (select public.may_edit())
    and exists (select from public.photographs i where i.original_path = name and i.status = 'waiting'));

-- What the dashboard shows, by days of the shop. Sums are those of the ledger.
create function public.dashboard() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare zone constant text := private.zone(); today date := (now() at time zone zone)::date;
begin
  if not public.is_staff() then raise exception 'This is for staff.' using errcode = 'NLFOR'; end if;
  return jsonb_build_object(
    'days', (select jsonb_agg(jsonb_build_object('day', d.day, 'orders', coalesce(p.orders, 0), 'revenue', coalesce(p.revenue, 0),
          'refunds', coalesce(p.refunds, 0)) order by d.day)
      from (select generate_series(today - 29, today, interval '1 day')::date as day) d
      left join (
        select (created_at at time zone zone)::date as day, count(*) filter (where kind = 'capture') as orders,
          coalesce(sum(amount) filter (where kind = 'capture'), 0) as revenue, coalesce(sum(private.moved_back(kind, amount)), 0) as refunds
        from public.payments where created_at > now() - interval '32 days' and currency = public.shop_currency() group by 1) p on p.day = d.day),
    'low_stock', (select coalesce(jsonb_agg(l order by l.stock, l.name, l.finish), '[]') from (
      select p.id as product_id, p.name, v.name as finish, v.sku, v.stock from public.variants v join public.products p on p.id = v.product_id
      where p.status = 'active' and v.stock <= 5 order by v.stock, p.name limit 20) l),
    'failed_photographs', (select coalesce(jsonb_agg(f order by f.updated_at desc), '[]') from (
      select i.id, i.product_id, i.reason, i.updated_at, p.name from public.photographs i left join public.products p on p.id = i.product_id
      where i.status = 'failed' order by i.updated_at desc limit 20) f),
    'needs_attention', (select count(*) from public.orders o where o.needs_attention is not null),
    'jobs', (select coalesce(jsonb_agg(j order by j.status, j.run_at), '[]') from (
      -- An error may quote a mail address, which viewers do not see.
      select key, name, status, attempts, case when public.may_edit() then error end as error, run_at from public.jobs where status = 'failed' or (status in ('waiting', 'running') and attempts > 1)
      order by status, run_at limit 50) j),
    'jobs_waiting', (select count(*) from public.jobs j where j.status in ('waiting', 'running')),
    'findings', private.open_findings(50));
end
$$;
grant execute on function public.dashboard to authenticated;
