Feature: A newborn of 3 days with heart failure and a duct-dependent circulation, TSC excluded
  One tumour of 25 mm. TSC is stated to be excluded, and the review is about children with TSC: nothing is said of any
  treatment, which is no advice against one. Version 0.1.0 gave no alert at all.

  Scenario: Out of scope, and danger is said first
    Given a newborn of 3 days
    And the life stage is postnatal
    And TSC is excluded
    And 1 cardiac rhabdomyoma
    And the largest tumour measures 25 mm
    And the child has heart failure
    And the child has duct-dependent circulation
    When the evidence is consulted
    Then danger is said first
    And the child is out of scope
    And the reason mentions "TSC is stated to be excluded"
    And no option is put forward
    And it is nowhere said that "not supported"
    And it is nowhere said that "fetal echocardiography"
