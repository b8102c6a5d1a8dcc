-- What waits for staff, for the numbers in the navigation of every admin page, and until when the past was generated, which stands below. Each count has a small index, or a small table.
create function public.admin_counts() returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.demand_staff();
  return jsonb_build_object(
    'past_until', public.past_until(),
    'attention', (select count(*) from public.orders o where o.needs_attention is not null),
    'to_pack', (select count(*) from public.orders o where o.status = 'paid'),
    'dead_jobs', (select count(*) from public.jobs j where j.status = 'failed'),
    'low_stock', (select count(*) from public.variants v join public.products p on p.id = v.product_id
      where p.status = 'active' and v.stock <= 5),
    'failed_photographs', (select count(*) from public.photographs p where p.status = 'failed'));
end
$$;
grant execute on function public.admin_counts to authenticated;
