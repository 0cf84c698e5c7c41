Feature: Is a dose or a level recorded that calls for a second look?
  No dose is ever advised. The newborns of Table 1 had 4.5 mg/m² per week; the US label for SEGA says 4.5 mg/m² per day.
  The trough target of 5 to 15 ng/mL is the label's for everolimus in SEGA, and 5 to 10 ng/mL is that of pooled data on sirolimus
  in TSC and lymphangioleiomyomatosis; none is established for cardiac rhabdomyoma.

  Background:
    Given a newborn of 4 days
    And 2 cardiac rhabdomyomas
    And TSC is definite

  @rule:weekly_dose_entered_as_daily
  @evidence:everolimus_label#sega_dose_and_target @evidence:everolimus_sega_label#european_dose
  @evidence:hurtado_sierra2025#doses @evidence:sugalska2021#table1_dose
  Rule: A dose per day that may be meant per week

    @holds
    Scenario: 4.5 mg/m² per day in a newborn
      Given a dose of 4.5 mg/m2/day is recorded
      When the evidence is consulted
      Then the alert "weekly dose entered as daily" mentions "No dose is given here"
      And the alert "weekly dose entered as daily" is a warning

    @near_miss
    Scenario: The same figure per week
      Given a dose of 4.5 mg/m2/week is recorded
      When the evidence is consulted
      Then the alert "weekly dose entered as daily" is not shown

    @near_miss
    Scenario: A lower dose per day
      Given a dose of 1.03 mg/m2/day is recorded
      When the evidence is consulted
      Then the alert "weekly dose entered as daily" is not shown

    @near_miss
    Scenario: Just below the printed figure
      Given a dose of 4.4 mg/m2/day is recorded
      When the evidence is consulted
      Then the alert "weekly dose entered as daily" is not shown

    @undecided
    Scenario: Weekly dose entered as daily: left open while the dose is unknown
      When the evidence is consulted
      Then the alert "weekly dose entered as daily" is not shown

  @rule:daily_dose_entered_as_weekly
  @evidence:everolimus_label#sega_dose_and_target @evidence:sugalska2021#table1_dose
  Rule: A dose per week that may be meant per day

    @holds
    Scenario: A weekly dose, as printed for the newborns of Table 1
      Given a dose of 4.5 mg/m2/week is recorded
      When the evidence is consulted
      Then the alert "daily dose entered as weekly" is shown
      And the alert "daily dose entered as weekly" is for information

    @near_miss
    Scenario: A dose in mg per day
      Given a dose of 0.1 mg/day is recorded
      When the evidence is consulted
      Then the alert "daily dose entered as weekly" is not shown

    @undecided
    Scenario: Left open while the dose is unknown
      When the evidence is consulted
      Then the alert "daily dose entered as weekly" is not shown

  @rule:trough_below_sega_target
  @evidence:everolimus_label#sega_dose_and_target @evidence:sugalska2021#table1_targets
  Rule: Everolimus trough below the SEGA target

    @holds
    Scenario: Just below
      Given an mTOR inhibitor is being taken
      And the everolimus trough is 4.9 ng/mL
      When the evidence is consulted
      Then the alert "trough below SEGA target" mentions "no target is established for cardiac rhabdomyoma"
      And the alert "trough below SEGA target" is for information

    @near_miss
    Scenario: At the lower end
      Given an mTOR inhibitor is being taken
      And the everolimus trough is 5 ng/mL
      When the evidence is consulted
      Then the alert "trough below SEGA target" is not shown

    @near_miss
    Scenario: Not after treatment (low)
      Given an mTOR inhibitor has been stopped
      And the everolimus trough is 2 ng/mL
      When the evidence is consulted
      Then the alert "trough below SEGA target" is not shown

    @near_miss
    Scenario: The lower end is everolimus's, not sirolimus's
      Given an mTOR inhibitor is being taken
      And the sirolimus trough is 4 ng/mL
      When the evidence is consulted
      Then the alert "trough below SEGA target" is not shown

    @undecided
    Scenario: Trough below SEGA target: left open while treatment with an mTOR inhibitor is unknown
      Given treatment with an mTOR inhibitor is unknown
      And the everolimus trough is 4.9 ng/mL
      When the evidence is consulted
      Then the alert "trough below SEGA target" is not shown

  @rule:trough_at_upper_end_of_sega_target
  @evidence:everolimus_label#sega_dose_and_target @evidence:sugalska2021#table1_targets
  Rule: Everolimus trough at or above the upper end of the SEGA target

    @holds
    Scenario: At the upper end
      Given an mTOR inhibitor is being taken
      And the everolimus trough is 15 ng/mL
      When the evidence is consulted
      Then the alert "trough at upper end of SEGA target" is shown
      And the alert "trough at upper end of SEGA target" is a warning

    @near_miss
    Scenario: Within the target
      Given an mTOR inhibitor is being taken
      And the everolimus trough is 14.9 ng/mL
      When the evidence is consulted
      Then the alert "trough at upper end of SEGA target" is not shown

    @near_miss
    Scenario: The target is everolimus's, not sirolimus's
      Given an mTOR inhibitor is being taken
      And the sirolimus trough is 26 ng/mL
      When the evidence is consulted
      Then the alert "trough at upper end of SEGA target" is not shown

    @near_miss
    Scenario: Not after treatment (high)
      Given an mTOR inhibitor has been stopped
      And the everolimus trough is 20 ng/mL
      When the evidence is consulted
      Then the alert "trough at upper end of SEGA target" is not shown

    @undecided
    Scenario: Left open while treatment with an mTOR inhibitor is unknown
      Given treatment with an mTOR inhibitor is unknown
      And the everolimus trough is 15 ng/mL
      When the evidence is consulted
      Then the alert "trough at upper end of SEGA target" is not shown

  @rule:sirolimus_trough_at_upper_end
  @evidence:case_before_birth2018#target @evidence:neonatal_sirolimus2019#overshoot
  @evidence:sirolimus_pooled2024#target
  Rule: Sirolimus trough at or above the upper end of a published range

    @holds
    Scenario: Sirolimus: at the upper end
      Given an mTOR inhibitor is being taken
      And the sirolimus trough is 10 ng/mL
      When the evidence is consulted
      Then the alert "sirolimus trough at upper end" is shown
      And the alert "sirolimus trough at upper end" is a warning

    @holds
    Scenario: Sirolimus: twice the upper end
      Given an mTOR inhibitor is being taken
      And the sirolimus trough is 20 ng/mL
      When the evidence is consulted
      Then the alert "sirolimus trough at upper end" mentions "10 to 15 ng/mL was aimed at"

    @near_miss
    Scenario: Sirolimus: within the range
      Given an mTOR inhibitor is being taken
      And the sirolimus trough is 9.9 ng/mL
      When the evidence is consulted
      Then the alert "sirolimus trough at upper end" is not shown

    @near_miss
    Scenario: The same level of everolimus
      Given an mTOR inhibitor is being taken
      And the everolimus trough is 12 ng/mL
      When the evidence is consulted
      Then the alert "sirolimus trough at upper end" is not shown

    @near_miss
    Scenario: Sirolimus: not after treatment (high)
      Given an mTOR inhibitor has been stopped
      And the sirolimus trough is 20 ng/mL
      When the evidence is consulted
      Then the alert "sirolimus trough at upper end" is not shown

    @undecided
    Scenario: Sirolimus: left open while treatment is unknown (high)
      Given treatment with an mTOR inhibitor is unknown
      And the sirolimus trough is 20 ng/mL
      When the evidence is consulted
      Then the alert "sirolimus trough at upper end" is not shown

  @rule:sirolimus_trough_below_range
  @evidence:case_before_birth2018#target @evidence:sirolimus_pooled2024#target
  Rule: Sirolimus trough below a published range

    @holds
    Scenario: Sirolimus: just below
      Given an mTOR inhibitor is being taken
      And the sirolimus trough is 4.9 ng/mL
      When the evidence is consulted
      Then the alert "sirolimus trough below range" mentions "lower end of the range in pooled data"
      And the alert "sirolimus trough below range" is for information

    @near_miss
    Scenario: Sirolimus: at the lower end
      Given an mTOR inhibitor is being taken
      And the sirolimus trough is 5 ng/mL
      When the evidence is consulted
      Then the alert "sirolimus trough below range" is not shown

    @near_miss
    Scenario: A low everolimus level is not measured by it
      Given an mTOR inhibitor is being taken
      And the everolimus trough is 4.9 ng/mL
      When the evidence is consulted
      Then the alert "sirolimus trough below range" is not shown

    @near_miss
    Scenario: Sirolimus: not after treatment (low)
      Given an mTOR inhibitor has been stopped
      And the sirolimus trough is 2 ng/mL
      When the evidence is consulted
      Then the alert "sirolimus trough below range" is not shown

    @undecided
    Scenario: Sirolimus: left open while treatment is unknown (low)
      Given treatment with an mTOR inhibitor is unknown
      And the sirolimus trough is 4.9 ng/mL
      When the evidence is consulted
      Then the alert "sirolimus trough below range" is not shown

  @rule:trough_above_either_range
  @evidence:everolimus_label#sega_dose_and_target @evidence:sirolimus_pooled2024#target
  Rule: Trough at or above the upper end of both ranges

    @holds
    Scenario: It is not recorded which drug is taken
      Given an mTOR inhibitor is being taken
      And the trough is 15 ng/mL
      When the evidence is consulted
      Then the alert "trough above either range" mentions "Which of the two drugs it is, is not recorded"
      And the alert "trough above either range" is a warning

    @near_miss
    Scenario: Above the range of one drug only
      Given an mTOR inhibitor is being taken
      And the trough is 14.9 ng/mL
      When the evidence is consulted
      Then the alert "trough above either range" is not shown

    @near_miss
    Scenario: Everolimus has its own alert
      Given an mTOR inhibitor is being taken
      And the everolimus trough is 20 ng/mL
      When the evidence is consulted
      Then the alert "trough above either range" is not shown

    @near_miss
    Scenario: Sirolimus has its own alert
      Given an mTOR inhibitor is being taken
      And the sirolimus trough is 20 ng/mL
      When the evidence is consulted
      Then the alert "trough above either range" is not shown

    @near_miss
    Scenario: Either: not after treatment
      Given an mTOR inhibitor has been stopped
      And the trough is 20 ng/mL
      When the evidence is consulted
      Then the alert "trough above either range" is not shown

    @undecided
    Scenario: Either: left open while treatment is unknown
      Given treatment with an mTOR inhibitor is unknown
      And the trough is 20 ng/mL
      When the evidence is consulted
      Then the alert "trough above either range" is not shown
