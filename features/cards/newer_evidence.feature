Feature: What has been published beside the review?
  Newer evidence qualifies the review; it never changes a stance.

  Background:
    Given a newborn of 4 days
    And 2 cardiac rhabdomyomas
    And TSC is definite

  @rule:newborns_and_infants_since_the_review
  @evidence:hurtado_sierra2025#children @evidence:hurtado_sierra2025#everolimus
  Rule: Newborns and infants reported since the review

    @holds
    Scenario: Said beside the option (newborns and infants since the review)
      Given the child has cyanosis
      When the evidence is consulted
      Then an mTOR inhibitor may be considered
      And the reasons for the mTOR inhibitor mention "48 newborns and infants"

    @near_miss
    Scenario: Not said of a child without symptoms (newborns and infants since the review)
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "48 newborns and infants"

    @undecided
    Scenario: Newborns and infants since the review: left open while cyanosis is unknown
      Given cyanosis is unknown
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "48 newborns and infants"

  @rule:faster_with_no_difference_in_the_end
  @evidence:turk2023#regression_on_everolimus @evidence:turk2023#speed_not_size
  Rule: Faster, with no difference shown in the end

    @holds
    Scenario: Said beside the option (faster, with no difference in the end)
      Given the child has cyanosis
      When the evidence is consulted
      Then an mTOR inhibitor may be considered
      And the reasons for the mTOR inhibitor mention "no difference from untreated ones (p = 0.139"

    @near_miss
    Scenario: Not said of a child without symptoms (faster, with no difference in the end)
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "no difference from untreated ones (p = 0.139"

    @undecided
    Scenario: Left open while cyanosis is unknown
      Given cyanosis is unknown
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "no difference from untreated ones (p = 0.139"

  @rule:no_trial_result_yet
  @evidence:hurtado_sierra2025#trials @evidence:oracle2020#protocol
  Rule: No trial has reported a result

    @holds
    Scenario: Said beside the option (no trial result yet)
      Given the child has cyanosis
      When the evidence is consulted
      Then an mTOR inhibitor may be considered
      And the reasons for the mTOR inhibitor mention "no result was found"

    @near_miss
    Scenario: Not said of a child without symptoms (no trial result yet)
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "no result was found"

    @undecided
    Scenario: No trial result yet: left open while cyanosis is unknown
      Given cyanosis is unknown
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "no result was found"

  @rule:not_advised_under_one_year
  @evidence:everolimus_sega_label#under_1_year
  Rule: Under one year of age

    @holds
    Scenario: A newborn
      Given the child has cyanosis
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor mention "no label read here gives a dose"

    @near_miss
    Scenario: A child of two years
      Given a child of 2 years
      And the child has cyanosis
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "under 1 year"

    @holds
    Scenario: The last day counted as under one year
      Given a child of 365 days
      And the child has cyanosis
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor mention "under 1 year"

    @near_miss
    Scenario: The first day that is not
      Given a child of 366 days
      And the child has cyanosis
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "under 1 year"

    @undecided
    Scenario: Left open while the age is unknown
      Given a child of unknown age
      And the child has cyanosis
      When the evidence is consulted
      Then the scope cannot be assessed
      And no option is put forward

  @rule:tsc_likelihood_in_other_sources
  @evidence:chao_antenatal#tsc @evidence:fetal_tumours2010#tsc @evidence:fujian2024#tsc
  @evidence:mustafa2024#tsc @evidence:prenatal_cr_tsc2013#prenatal @evidence:turk2023#tsc
  Rule: How often rhabdomyoma goes with TSC, in other sources

    @holds
    Scenario: Each figure with its setting, none merged
      Given TSC is unknown
      When the evidence is consulted
      Then the reasons for TSC evaluation mention "85 of 133 (pooled series)"
      And the reasons for TSC evaluation mention "live-born cases, Toronto"

    @near_miss
    Scenario: Not where TSC is definite
      When the evidence is consulted
      Then the reasons for TSC evaluation do not mention "85 of 133"

    @undecided
    Scenario: TSC in other sources: left open while the number of tumours is unknown
      Given an unknown number of cardiac rhabdomyomas
      And TSC is unknown
      When the evidence is consulted
      Then the scope cannot be assessed
      And no option is put forward

  @rule:side_effects_in_the_very_young
  @evidence:everolimus_under_2#adverse_events @evidence:everolimus_under_2#benefit @evidence:exist1_under_3#grade_3
  @evidence:exist1_under_3#serious @evidence:krueger2018#adverse_events @evidence:krueger2018#grade_3
  @evidence:krueger2018#stopped @evidence:sirolimus_pooled2024#stomatitis @evidence:sirolimus_under_2#adverse_events
  @evidence:sirolimus_under_2#continued @evidence:sugalska2021#side_effects_mild
  Rule: Side effects in children under 2 years

    @holds
    Scenario: It is said (side effects in the very young)
      Given the child has cyanosis
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor mention "35 of 45 children"
      And the reasons for the mTOR inhibitor mention "12 of 18 children under 3 years"

    @near_miss
    Scenario: It is not said (side effects in the very young)
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "35 of 45 children"

    @undecided
    Scenario: Side effects in the very young: left open while cyanosis is unknown
      Given cyanosis is unknown
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "35 of 45 children"

  @rule:size_is_not_the_outcome
  @evidence:sugalska2021#size_reduction @evidence:sugalska2021_lay#acceleration
  @evidence:sugalska2021_lay#age_at_treatment @evidence:sugalska2021_lay#several_tumours
  Rule: Smaller tumours, and what that shows

    @holds
    Scenario: It is said (size is not the outcome)
      Given the child has cyanosis
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor mention "natural regression that is sped up"

    @near_miss
    Scenario: It is not said (size is not the outcome)
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "natural regression that is sped up"

    @undecided
    Scenario: Size is not the outcome: left open while cyanosis is unknown
      Given cyanosis is unknown
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "natural regression that is sped up"

  @rule:no_standard_regimen
  @evidence:babaoglu2023#seven_newborns @evidence:cleary2020#no_standard_dose @evidence:karger2018#sirolimus
  @evidence:muschel2025#no_consensus
  Rule: No standard regimen

    @holds
    Scenario: It is said (no standard regimen)
      Given the child has cyanosis
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor mention "neither dose nor duration"

    @near_miss
    Scenario: It is not said (no standard regimen)
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "neither dose nor duration"

    @undecided
    Scenario: No standard regimen: left open while cyanosis is unknown
      Given cyanosis is unknown
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "neither dose nor duration"
