Feature: Published children
  Facts as printed; what is not printed is left unknown. The outcome is history, not the right answer.

  @evidence:sugalska2021#table1_row1
  Scenario: Sugalska 2021, Table 1, row 1: a newborn with a significant outflow gradient
    # History: everolimus for 36 days; the largest tumour halved and three others went; it grew again after the
    # drug was stopped, without symptoms. TSC as by the review's inclusion criteria.
    Given a newborn of 1 day
    And 4 cardiac rhabdomyomas
    And the largest tumour measures 8 mm
    And TSC is definite
    And the child has outflow obstruction
    When the evidence is consulted
    Then an mTOR inhibitor may be considered
    And the mTOR inhibitor is not put forward especially here
    And the surgical risk is asked for
    And specialist review is the usual course
    And the alert "life threatening presentation" is shown

  @evidence:sugalska2021#table1_row2
  Scenario: Sugalska 2021, Table 1, row 2: a newborn without symptoms, treated for a feared obstruction
    # History: everolimus for 46 days; the tumour halved, and after withdrawal grew past its first size, without
    # symptoms. TSC as by the review's inclusion criteria.
    Given a newborn of 4 days
    And the largest tumour measures 15 mm
    And TSC is definite
    And the child is recorded as asymptomatic
    When the evidence is consulted
    Then surveillance is the usual course
    And an mTOR inhibitor is not supported
    And surgery cannot be assessed

  @evidence:case_inflow_obstruction2018#course
  Scenario: A newborn with severe inflow obstruction whose tumour regressed under conservative care
    # History: conservative care and spontaneous regression.
    Given a child of unknown age
    And the life stage is postnatal
    And the largest tumour measures 20.5 mm
    And TSC is definite
    And the child has inflow obstruction
    When the evidence is consulted
    Then the scope cannot be assessed
    And the age is asked for
    And the alert "life threatening presentation" is shown

  @evidence:neonatal_sirolimus2019#outflow_obstruction_term
  Scenario: A term newborn of 10 days with outflow obstruction, and a high sirolimus level
    # History: the dose was lowered; the tumour was smaller by day 5; a stable gradient at 8 months. TSC is not printed.
    Given a newborn of 10 days
    And 1 cardiac rhabdomyoma
    And the child has outflow obstruction
    And an mTOR inhibitor is being taken
    And the drug is sirolimus
    And the sirolimus trough is 26 ng/mL
    When the evidence is consulted
    Then an mTOR inhibitor may be considered
    And the reasons for the mTOR inhibitor begin with "TSC is not established here"
    And the TSC status is asked for
    And the alert "sirolimus levels in newborns" is shown

  @evidence:neonatal_sirolimus2019#outflow_obstruction_preterm
  Scenario: A preterm newborn of 18 days with outflow obstruction
    # History: a trough of 42.1 ng/mL, then a lower dose; smaller on days 15, 22 and 43; free of symptoms at 7 months.
    Given a newborn of 18 days
    And 1 cardiac rhabdomyoma
    And the child has outflow obstruction
    And an mTOR inhibitor is planned
    And the drug is sirolimus
    When the evidence is consulted
    Then the alert "life threatening presentation" is shown
    And the alert "sirolimus levels in newborns" mentions "42.1 ng/mL"

  @evidence:case_pulmonary_atresia2014#course
  Scenario: A preterm infant with TSC and inoperable tumours that affect filling
    # History: everolimus at about a seventh of the dose for older infants, ahead of a repair. The age is not printed.
    Given a child of unknown age
    And the life stage is postnatal
    And 2 cardiac rhabdomyomas
    And TSC is definite
    And the child has inflow obstruction
    And the surgical risk is inoperable
    When the evidence is consulted
    Then the scope cannot be assessed
    And no option is put forward
    And the alert "life threatening presentation" is shown

  @evidence:case_before_birth2018#course
  Scenario: A fetus with both outflow tracts obstructed
    # History: sirolimus through the mother; the tumours shrank, grew off the drug after birth, and shrank again on it.
    Given a fetus
    And 2 cardiac rhabdomyomas
    And a pathogenic variant has been found
    And the child has outflow obstruction
    And the child has arrhythmia
    When the evidence is consulted
    Then the child is out of scope
    And no option is put forward
    And the alert "life threatening presentation" mentions "fetal cardiology"

  @evidence:case_before_birth2018#course
  Scenario: The same child at two months, the tumours growing without the drug
    # History: sirolimus from 2 months; smaller after 3 weeks; the same again when it was stopped at 4.5 months.
    Given a child of 61 days
    And 2 cardiac rhabdomyomas
    And the course of the tumours is growing
    And a pathogenic variant has been found
    When the evidence is consulted
    Then the child is in scope
    And specialist review is the usual course
    And an mTOR inhibitor cannot be assessed

  @evidence:case_regrowth2016#course
  Scenario: Inoperable tumours that grew again after everolimus was stopped
    # History: everolimus was given again for six months; the tumours shrank and it was stopped. The age is not printed.
    Given a child of unknown age
    And the life stage is postnatal
    And 2 cardiac rhabdomyomas
    And the child has outflow obstruction
    And the surgical risk is inoperable
    And the course of the tumours is growing
    And an mTOR inhibitor has been stopped
    When the evidence is consulted
    Then the scope cannot be assessed
    And the age is asked for

  @evidence:case_early_operation#course
  Scenario: A preterm newborn of 3 days with a murmur, otherwise well
    # History: an early operation was needed.
    Given a newborn of 3 days
    And 2 cardiac rhabdomyomas
    And the largest tumour measures 8.2 mm
    And TSC is definite
    When the evidence is consulted
    Then surgery cannot be assessed
    And the surgical risk is asked for, as it could change surgery

  @evidence:case_recurrent_tachycardia#course
  Scenario: A newborn of 13 days with recurrent tachycardia
    # History: three drugs together prevented recurrence.
    Given a newborn of 13 days
    And 2 cardiac rhabdomyomas
    And a pathogenic variant has been found
    And the child has arrhythmia
    When the evidence is consulted
    Then anti-arrhythmic drugs may be considered
    And the finding "TSC" is definite
    And an mTOR inhibitor may be considered
