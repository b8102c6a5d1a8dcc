-- When: the days of the past, and a source of chance that gives the same number for the same key.

create function pg_temp.chance(key text) returns double precision language sql immutable as $$
  select ('x' || substr(md5(key), 1, 8))::bit(32)::bigint / 4294967296.0::double precision
$$;
-- An id that is the same in every store, of version 8: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8
create function pg_temp.id_of(key text) returns uuid language sql immutable as $$
  select overlay(overlay(md5('past ' || key) placing '8' from 13) placing 'a' from 17)::uuid
$$;
create function pg_temp.pick(words text[], key text) returns text language sql immutable as $$
  select words[1 + floor(pg_temp.chance(key) * cardinality(words))::integer]
$$;

-- The past ends where the store begins, with its catalogue. Nine days before, the mail service failed for a part of a day.
create temp table past on commit drop as
  select b.until, private.zone() as zone, private.day_of(b.until) as today, private.day_of(b.until) - 90 as first_day,
    private.start_of(private.day_of(b.until) - 90) as begins,
    -- from when on the clean-up has kept single runs
    private.start_of(private.day_of(b.until) - 30) as keeps_from,
    (private.day_of(b.until) - 9 + time '10:40') at time zone private.zone() as fails_at,
    (private.day_of(b.until) - 9 + time '17:55') at time zone private.zone() as works_at,
    private.get_setting('order_prefix') as prefix, least(private.get_setting('parcel_step_seconds')::integer,
      120) * interval '1 second' as parcel_step,
    (select s.user_id from public.staff s where s.role = 'owner' order by s.created_at limit 1) as owner,
    (select s.user_id from public.staff s where s.role = 'editor' order by s.created_at limit 1) as editor
  from (select min(p.created_at) as until from public.products p) b;

-- More is sold at weekends, in the evening, and towards the end; in a campaign of three days, and when the mail service failed.
create temp table past_days on commit drop as
  select n, p.first_day + n as day, private.start_of(p.first_day + n) as begins, private.start_of(p.first_day + n + 1) as ends,
    round((8 + n * 0.06) * (array[0.9, 0.8, 0.9, 1, 1.1, 1.3, 1.35])[extract(isodow from p.first_day + n)::integer]
      * case when n between 66 and 68 then 1.9 when n = 81 then 1.8 else 1 end * (0.75 + 0.5 * pg_temp.chance('day '
        || n)))::integer as orders
  from past p, generate_series(0, 90) n;

-- Periods that have ended, and when their reports were made: as the nightly job makes them.
create temp table past_periods on commit drop as
  select k.kind, b.first_day, b.last_day, private.start_of(greatest(b.first_day, p.first_day)) as begins,
    private.start_of(b.last_day + 1) as ends,
    least(private.start_of(b.last_day + 1) + interval '75 minutes', p.until - interval '5 minutes') as made_at
  from past p, unnest(array['day', 'week', 'month', 'year']) k (kind), lateral (
    select distinct date_trunc(k.kind, d.day::timestamp)::date as first_day, (date_trunc(k.kind, d.day::timestamp) + ('1 '
      || k.kind)::interval)::date - 1 as last_day
    from past_days d) b where b.last_day < p.today;

-- Who: people that do not exist, in places that do, in the countries of delivery.
create temp table past_places on commit drop as
  select row_number() over (order by d.country, d.city) as n, d.* from (
    select * from (values
      ('AT', 'Graz', '8010', 'Sporgasse'), ('AT', 'Vienna', '1070', 'Neubaugasse'), ('BE', 'Antwerp', '2000', 'Nationalestraat'),
      ('BE', 'Ghent', '9000', 'Veldstraat'), ('CH', 'Geneva', '1204', 'Rue du Rhône'), ('CZ', 'Brno', '602 00', 'Česká'),
      ('DE', 'Berlin', '10405', 'Kastanienallee'), ('DE', 'Hamburg', '20357', 'Schanzenstraße'), ('DE', 'Leipzig', '04229',
        'Zschochersche Straße'),
      ('DK', 'Aarhus', '8000', 'Mejlgade'), ('ES', 'Bilbao', '48005', 'Calle Somera'), ('ES', 'Valencia', '46006', 'Calle de Cuba'),
      ('FI', 'Turku', '20100', 'Linnankatu'), ('FR', 'Lyon', '69001', 'Rue Burdeau'), ('FR', 'Nantes', '44000', 'Rue Kervégan'),
      ('GB', 'Bristol', 'BS1 4QA', 'Broad Quay'), ('IE', 'Cork', 'T12 W8PX', 'Oliver Plunkett Street'), ('IT', 'Bologna', '40126',
        'Via Zamboni'),
      ('LU', 'Luxembourg', '1136', 'Place d''Armes'), ('NL', 'Haarlem', '2011 RD', 'Kleine Houtstraat'), ('NL', 'Groningen', '9711 LG',
        'Folkingestraat'),
      ('NL', 'Utrecht', '3512 GM', 'Oudegracht'), ('PL', 'Gdańsk', '80-831', 'Piwna'), ('PT', 'Porto', '4050-253', 'Rua das Flores'),
      ('SE', 'Malmö', '211 38', 'Östergatan'), ('US', 'Portland', '97209', 'NW Everett Street')) x (country, city, postal_code, street)
    where private.get_setting('countries')::jsonb ? x.country
    union all
    select c, 'Harbour Town', '1000', 'High Street' from jsonb_array_elements_text(private.get_setting('countries')::jsonb) c
    where c not in ('AT', 'BE', 'CH', 'CZ', 'DE', 'DK', 'ES', 'FI', 'FR', 'GB', 'IE', 'IT', 'LU', 'NL', 'PL', 'PT', 'SE', 'US')) d;

-- What: finishes with stock, each with its share of the sales as a part of the way from 0 to 1.
create temp table past_variants on commit drop as
  select s.*, (sum(s.liked) over (order by s.sku) - s.liked) / sum(s.liked) over () as from_share,
    sum(s.liked) over (order by s.sku) / sum(s.liked) over () as to_share
  from (select v.id, v.sku, v.name as finish, p.name, v.price_amount, v.stock,
      sqrt(v.stock) * (0.2 + power(pg_temp.chance('liked ' || v.sku), 2)) as liked
    from public.variants v join public.products p on p.id = v.product_id where p.status = 'active' and v.stock >= 4) s;
