Feature: A fetus with both outflow tracts obstructed and a supraventricular tachycardia
  Letter on sirolimus for the mother, PMC6201692. History as printed: at 30 weeks impending hydrops; sirolimus through
  the mother; the tumours shrank, grew off the drug after birth, and shrank on it again, twice; well at 9 months; a
  pathogenic TSC1 variant.

  @evidence:case_before_birth2018#course
  Scenario: Before birth danger is said, with whom to turn to, and nothing is said of treatment
    Given a fetus
    And 2 cardiac rhabdomyomas
    And a pathogenic variant has been found
    And the child has outflow obstruction
    And the child has arrhythmia
    When the evidence is consulted
    Then danger is said first
    And the alert "life threatening presentation" mentions "fetal cardiology"
    And the child is out of scope
    And the reason mentions "Before birth"
    And no option is put forward
    And the finding "TSC" is definite
    And it is nowhere said that "sirolimus"
    And it is nowhere said that "may be considered"
