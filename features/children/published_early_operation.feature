Feature: A preterm newborn of 3 days with a murmur, otherwise well, who needed an early operation
  PMC3232602. History as printed: born at 32 weeks; several tumours, the largest 8.2 mm in the right ventricular
  outflow tract; TSC was diagnosed; an early operation was needed; the authors call surgery without symptoms
  debatable, as tumours regress. Whether flow was obstructed is not printed.

  @evidence:case_early_operation#course
  Scenario: 'Otherwise well' is not taken for 'no obstruction'
    Given a newborn of 3 days
    And 2 cardiac rhabdomyomas
    And the largest tumour measures 8.2 mm
    And a tumour is seen in the right ventricular outflow tract
    And TSC is definite
    When the evidence is consulted
    Then danger cannot be excluded
    And specialist review is the usual course, sooner than routine
    And surveillance cannot be assessed
    And an mTOR inhibitor cannot be assessed
    And surgery cannot be assessed
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is not applicable
    And outflow obstruction is asked for, as it could change surgery
    And duct-dependence is asked for
    And the surgical risk is asked for, as it could change surgery
    And no warning is shown
    And it is said that "no interval for infants"
    And it is nowhere said that "this child has no symptoms"
