Feature: A fetus with three tumours, the largest 25 mm, and heart failure
  TSC is possible. The review is about children who have been born, so nothing is said of any option; that the
  presentation may be life-threatening is said at any age.

  Scenario: Out of scope, and danger is said first
    Given a fetus
    And TSC is possible
    And 3 cardiac rhabdomyomas
    And the largest tumour measures 25 mm
    And the child has heart failure
    When the evidence is consulted
    Then danger is said first
    And the alert "life threatening presentation" mentions "fetal cardiology"
    And the child is out of scope
    And the reason mentions "Before birth"
    And no option is put forward
    And it is nowhere said that "not supported"
    And it is nowhere said that "may be considered"
