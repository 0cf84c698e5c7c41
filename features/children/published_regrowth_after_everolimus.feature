Feature: Inoperable tumours with outflow obstruction that grew again after everolimus
  Case Rep Pediatr 2016. History as printed: several tumours shrank on everolimus, grew after it was stopped, and
  shrank again when it was given for another six months. The age and TSC are not printed.

  @evidence:case_regrowth2016#course
  Scenario: Danger is said though age and TSC are unknown
    Given a child of unknown age
    And the life stage is postnatal
    And 2 cardiac rhabdomyomas
    And the child has outflow obstruction
    And the surgical risk is inoperable
    And the course of the tumours is growing
    And an mTOR inhibitor has been stopped
    When the evidence is consulted
    Then danger is said first
    And the scope cannot be assessed
    And no option is put forward
    And the age is asked for
    And the TSC status is asked for
    And it is nowhere said that "usually without symptoms"
