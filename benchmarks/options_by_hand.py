"""The scope and the six options as SQL ``CASE``, written by hand from the cards, as it would be done without rules."""

from __future__ import annotations

from registry import SYMPTOMS


def sql() -> str:
    """The options by hand: SQL's three-valued logic is strong Kleene logic, so that null is unknown throughout.

    Only what these records can hold is written out: no field of theirs says that symptoms are absent, that all features
    were looked for, or what a drug is for; verapamil is the one anti-arrhythmic drug in them.
    """
    named = {path.partition(".")[2]: f'"{path}"' for path in SYMPTOMS}
    flow = (
        "heart_failure",
        "duct_dependent_circulation",
        "outflow_obstruction",
        "inflow_obstruction",
        "cyanosis",
        "syncope",
    )
    crs = "['cardiac_rhabdomyoma', 'multiple_cardiac_rhabdomyomas']"
    return f"""
    with lists as materialized (
        select text, from_json(text, '["VARCHAR"]') as names
        from (select distinct "tsc.major_features" as text from children) where text is not null
    ), minor as materialized (
        select distinct "tsc.minor_features" as text, len(from_json("tsc.minor_features", '["VARCHAR"]')) as number
        from children where "tsc.minor_features" is not null
    ), major as materialized (
        select text, list_has_any(names, {crs}) as listed,
            len(list_distinct(list_transform(list_filter(names, lambda n: not list_contains({crs}, n)),
                lambda n: case when n = 'lymphangioleiomyomatosis' then 'angiomyolipomas' else n end))) as others
        from lists
    ), drugs as materialized (
        select distinct medications as text, medications like '%"verapamil"%' or null as antiarrhythmic
        from children where medications is not null
    ), recorded as (
        select c.*, major.listed, major.others, minor.number as minors, "tsc.status" as stated,
            "treatment.antiarrhythmic.response" as response, "surgery.risk" as risk,
            "treatment.mtor_inhibitor.status" as status, "safety.rapamycin_hypersensitivity" as hypersensitive,
            case when {named["arrhythmia"]} or "treatment.antiarrhythmic.response" = 'refractory' then true
                 when not {named["arrhythmia"]} then false end as has_arrhythmia,
            drugs.antiarrhythmic or "treatment.antiarrhythmic.response" = 'controlled' as antiarrhythmic_taken,
            ({" or ".join(named[name] for name in flow)}) as flow,
            case when "tumours.count" < 1 then false
                 when "tumours.count" >= 1 or "tumours.largest_mm" is not null or major.listed then true end as present
        from children c left join drugs on c.medications = drugs.text
        left join major on c."tsc.major_features" = major.text left join minor on c."tsc.minor_features" = minor.text
    ), judged as (
        select *, (flow or has_arrhythmia or {named["respiratory_distress"]}) as symptomatic,
            (flow or {named["respiratory_distress"]} or
                case when not has_arrhythmia or response = 'controlled' then false
                     when has_arrhythmia then true end) as danger,
            case when stated is not null then stated
                 when "tsc.pathogenic_variant" or others >= 2 or (others >= 1 and minors >= 2)
                      or ((listed or present) and (others >= 1 or minors >= 2)) then 'definite'
                 when others >= 1 or listed or minors >= 2 or present then 'possible' end as tsc
        from recorded
    ), scoped as (
        select *,
            case when not present or age_days >= 6575 or tsc = 'excluded' then 'out_of_scope'
                 when age_days >= 0 and age_days < 6575 and present then 'in_scope' else 'cannot_assess' end as scope
        from judged
    )
    select row, scope,
        case when scope <> 'in_scope' then null when danger then 'outside_evidence'
             when not symptomatic then 'usual_course' when symptomatic and not danger then 'may_be_considered'
             else 'cannot_assess' end as surveillance,
        case when scope <> 'in_scope' then null when hypersensitive then 'not_supported'
             when symptomatic and tsc in ('definite', 'possible') then 'may_be_considered'
             when not symptomatic and status = 'current' then 'outside_evidence'
             when not symptomatic then 'not_supported'
             when hypersensitive is null or symptomatic is null then 'cannot_assess'
             else 'outside_evidence' end as mtor_inhibitor,
        case when scope <> 'in_scope' then null when risk = 'inoperable' then 'not_supported'
             when flow or response = 'refractory' then 'may_be_considered'
             when not flow and not danger then 'not_supported' when not flow and danger then 'outside_evidence'
             else 'cannot_assess' end as surgery,
        case when scope <> 'in_scope' then null when has_arrhythmia then 'may_be_considered'
             when antiarrhythmic_taken then 'outside_evidence' when not has_arrhythmia then 'not_applicable'
             else 'cannot_assess' end as antiarrhythmic,
        case when scope <> 'in_scope' then null when tsc = 'definite' then 'not_applicable' else 'usual_course' end
            as tsc_evaluation,
        case when scope <> 'in_scope' then null else 'usual_course' end as specialist_review
    from scoped"""
