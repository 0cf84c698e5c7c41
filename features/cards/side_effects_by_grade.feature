Feature: What does published guidance do at each grade of a side effect?
  The table is on everolimus in TSC and reports what its authors do; it is not specific to newborns.

  Background:
    Given a child of 200 days
    And 2 cardiac rhabdomyomas
    And TSC is definite
    And an mTOR inhibitor is being taken

  @rule:infection_grade_2
  @evidence:davies2017#infection_grades @evidence:everolimus_label#infections
  Rule: Infection of grade 2

    @holds
    Scenario: Infection of grade 2
      Given a infection of grade 2 is reported
      When the evidence is consulted
      Then the alert "infection grade 2" mentions "kept if tolerated"
      And the alert "infection grade 2" is a warning

    @near_miss
    Scenario Outline: Infection of another grade is not grade 2
      Given a infection of grade <grade> is reported
      When the evidence is consulted
      Then the alert "infection grade 2" is not shown

      Examples:
        | grade |
        | 1     |
        | 3     |

    @undecided
    Scenario: Infection of a grade that is not recorded is not taken as grade 2
      Given a infection of unknown grade is reported
      When the evidence is consulted
      Then the alert "infection grade 2" is not shown
      And the alert "infection without a grade" is shown

  @rule:infection_grade_3
  @evidence:davies2017#infection_grades @evidence:everolimus_label#infections
  Rule: Infection of grade 3

    @holds
    Scenario: Infection of grade 3
      Given a infection of grade 3 is reported
      When the evidence is consulted
      Then the alert "infection grade 3" mentions "lower dose"
      And the alert "infection grade 3" is a warning

    @near_miss
    Scenario Outline: Infection of another grade is not grade 3
      Given a infection of grade <grade> is reported
      When the evidence is consulted
      Then the alert "infection grade 3" is not shown

      Examples:
        | grade |
        | 2     |
        | 4     |

    @undecided
    Scenario: Infection of a grade that is not recorded is not taken as grade 3
      Given a infection of unknown grade is reported
      When the evidence is consulted
      Then the alert "infection grade 3" is not shown
      And the alert "infection without a grade" is shown

  @rule:infection_grade_4
  @evidence:davies2017#infection_grades @evidence:everolimus_label#infections
  Rule: Infection of grade 4 or more

    @holds
    Scenario: Infection of grade 4
      Given a infection of grade 4 is reported
      When the evidence is consulted
      Then the alert "infection grade 4" mentions "stopped"
      And the alert "infection grade 4" is a warning

    @near_miss
    Scenario: Infection of grade 3 is not grade 4
      Given a infection of grade 3 is reported
      When the evidence is consulted
      Then the alert "infection grade 4" is not shown

    @undecided
    Scenario: Infection of a grade that is not recorded is not taken as grade 4
      Given a infection of unknown grade is reported
      When the evidence is consulted
      Then the alert "infection grade 4" is not shown
      And the alert "infection without a grade" is shown

  @rule:stomatitis_grade_2
  @evidence:davies2017#stomatitis_grades
  Rule: Stomatitis of grade 2

    @holds
    Scenario: Stomatitis of grade 2
      Given a stomatitis of grade 2 is reported
      When the evidence is consulted
      Then the alert "stomatitis grade 2" mentions "same dose"
      And the alert "stomatitis grade 2" is a warning

    @near_miss
    Scenario Outline: Stomatitis of another grade is not grade 2
      Given a stomatitis of grade <grade> is reported
      When the evidence is consulted
      Then the alert "stomatitis grade 2" is not shown

      Examples:
        | grade |
        | 1     |
        | 3     |

    @undecided
    Scenario: Stomatitis of a grade that is not recorded is not taken as grade 2
      Given a stomatitis of unknown grade is reported
      When the evidence is consulted
      Then the alert "stomatitis grade 2" is not shown
      And the alert "stomatitis without a grade" is shown

  @rule:stomatitis_grade_3
  @evidence:davies2017#stomatitis_grades
  Rule: Stomatitis of grade 3

    @holds
    Scenario: Stomatitis of grade 3
      Given a stomatitis of grade 3 is reported
      When the evidence is consulted
      Then the alert "stomatitis grade 3" mentions "half the dose"
      And the alert "stomatitis grade 3" is a warning

    @near_miss
    Scenario Outline: Stomatitis of another grade is not grade 3
      Given a stomatitis of grade <grade> is reported
      When the evidence is consulted
      Then the alert "stomatitis grade 3" is not shown

      Examples:
        | grade |
        | 2     |
        | 4     |

    @undecided
    Scenario: Stomatitis of a grade that is not recorded is not taken as grade 3
      Given a stomatitis of unknown grade is reported
      When the evidence is consulted
      Then the alert "stomatitis grade 3" is not shown
      And the alert "stomatitis without a grade" is shown

  @rule:stomatitis_grade_4
  @evidence:davies2017#stomatitis_grades
  Rule: Stomatitis of grade 4 or more

    @holds
    Scenario: Stomatitis of grade 4
      Given a stomatitis of grade 4 is reported
      When the evidence is consulted
      Then the alert "stomatitis grade 4" mentions "stopped"
      And the alert "stomatitis grade 4" is a warning

    @near_miss
    Scenario: Stomatitis of grade 3 is not grade 4
      Given a stomatitis of grade 3 is reported
      When the evidence is consulted
      Then the alert "stomatitis grade 4" is not shown

    @undecided
    Scenario: Stomatitis of a grade that is not recorded is not taken as grade 4
      Given a stomatitis of unknown grade is reported
      When the evidence is consulted
      Then the alert "stomatitis grade 4" is not shown
      And the alert "stomatitis without a grade" is shown

  @rule:dyslipidaemia_grade_2
  @evidence:davies2017#metabolic_grades
  Rule: Lipid change of grade 2

    @holds
    Scenario: Dyslipidaemia of grade 2
      Given a dyslipidaemia of grade 2 is reported
      When the evidence is consulted
      Then the alert "dyslipidaemia grade 2" mentions "continued unchanged"
      And the alert "dyslipidaemia grade 2" is a warning

    @near_miss
    Scenario Outline: Dyslipidaemia of another grade is not grade 2
      Given a dyslipidaemia of grade <grade> is reported
      When the evidence is consulted
      Then the alert "dyslipidaemia grade 2" is not shown

      Examples:
        | grade |
        | 1     |
        | 3     |

    @undecided
    Scenario: Dyslipidaemia of a grade that is not recorded is not taken as grade 2
      Given a dyslipidaemia of unknown grade is reported
      When the evidence is consulted
      Then the alert "dyslipidaemia grade 2" is not shown
      And the alert "dyslipidaemia without a grade" is shown

  @rule:dyslipidaemia_grade_3
  @evidence:davies2017#metabolic_grades
  Rule: Lipid change of grade 3

    @holds
    Scenario: Dyslipidaemia of grade 3
      Given a dyslipidaemia of grade 3 is reported
      When the evidence is consulted
      Then the alert "dyslipidaemia grade 3" mentions "half the dose"
      And the alert "dyslipidaemia grade 3" is a warning

    @near_miss
    Scenario Outline: Dyslipidaemia of another grade is not grade 3
      Given a dyslipidaemia of grade <grade> is reported
      When the evidence is consulted
      Then the alert "dyslipidaemia grade 3" is not shown

      Examples:
        | grade |
        | 2     |
        | 4     |

    @undecided
    Scenario: Dyslipidaemia of a grade that is not recorded is not taken as grade 3
      Given a dyslipidaemia of unknown grade is reported
      When the evidence is consulted
      Then the alert "dyslipidaemia grade 3" is not shown
      And the alert "dyslipidaemia without a grade" is shown

  @rule:dyslipidaemia_grade_4
  @evidence:davies2017#metabolic_grades
  Rule: Lipid change of grade 4 or more

    @holds
    Scenario: Dyslipidaemia of grade 4
      Given a dyslipidaemia of grade 4 is reported
      When the evidence is consulted
      Then the alert "dyslipidaemia grade 4" mentions "stopped"
      And the alert "dyslipidaemia grade 4" is a warning

    @near_miss
    Scenario: Dyslipidaemia of grade 3 is not grade 4
      Given a dyslipidaemia of grade 3 is reported
      When the evidence is consulted
      Then the alert "dyslipidaemia grade 4" is not shown

    @undecided
    Scenario: Dyslipidaemia of a grade that is not recorded is not taken as grade 4
      Given a dyslipidaemia of unknown grade is reported
      When the evidence is consulted
      Then the alert "dyslipidaemia grade 4" is not shown
      And the alert "dyslipidaemia without a grade" is shown

  @rule:infection_without_a_grade
  @evidence:davies2017#infection_grades @evidence:everolimus_label#infections
  Rule: An infection without a grade

    @holds
    Scenario: infection: the highest recorded grade stays said, and that it may be higher
      Given a infection of grade 4 is reported
      And a infection of unknown grade is reported
      When the evidence is consulted
      Then the alert "infection grade 4" is shown
      And the alert "infection without a grade" mentions "at least the grade that is recorded"
      And the alert "infection without a grade" is a warning

    @holds
    Scenario: infection: no grade is recorded at all
      Given a infection of unknown grade is reported
      When the evidence is consulted
      Then the alert "infection without a grade" is shown
      And the alert "adverse event infection" is not shown

    @near_miss
    Scenario: infection: every grade is recorded
      Given a infection of grade 2 is reported
      When the evidence is consulted
      Then the alert "infection without a grade" is not shown

    @undecided
    Scenario: infection: no list of adverse events is given
      When the evidence is consulted
      Then the alert "infection without a grade" is not shown

  @rule:stomatitis_without_a_grade
  @evidence:davies2017#stomatitis_grades @evidence:sugalska2021_lay#side_effects
  Rule: Stomatitis without a grade

    @holds
    Scenario: stomatitis: the highest recorded grade stays said, and that it may be higher
      Given a stomatitis of grade 4 is reported
      And a stomatitis of unknown grade is reported
      When the evidence is consulted
      Then the alert "stomatitis grade 4" is shown
      And the alert "stomatitis without a grade" mentions "at least the grade that is recorded"
      And the alert "stomatitis without a grade" is a warning

    @holds
    Scenario: stomatitis: no grade is recorded at all
      Given a stomatitis of unknown grade is reported
      When the evidence is consulted
      Then the alert "stomatitis without a grade" is shown
      And the alert "adverse event stomatitis" is not shown

    @near_miss
    Scenario: stomatitis: every grade is recorded
      Given a stomatitis of grade 2 is reported
      When the evidence is consulted
      Then the alert "stomatitis without a grade" is not shown

    @undecided
    Scenario: stomatitis: no list of adverse events is given
      When the evidence is consulted
      Then the alert "stomatitis without a grade" is not shown

  @rule:dyslipidaemia_without_a_grade
  @evidence:davies2017#metabolic_grades @evidence:sugalska2021_lay#side_effects
  Rule: A lipid change without a grade

    @holds
    Scenario: dyslipidaemia: the highest recorded grade stays said, and that it may be higher
      Given a dyslipidaemia of grade 4 is reported
      And a dyslipidaemia of unknown grade is reported
      When the evidence is consulted
      Then the alert "dyslipidaemia grade 4" is shown
      And the alert "dyslipidaemia without a grade" mentions "at least the grade that is recorded"
      And the alert "dyslipidaemia without a grade" is a warning

    @holds
    Scenario: dyslipidaemia: no grade is recorded at all
      Given a dyslipidaemia of unknown grade is reported
      When the evidence is consulted
      Then the alert "dyslipidaemia without a grade" is shown
      And the alert "adverse event dyslipidaemia" is not shown

    @near_miss
    Scenario: dyslipidaemia: every grade is recorded
      Given a dyslipidaemia of grade 2 is reported
      When the evidence is consulted
      Then the alert "dyslipidaemia without a grade" is not shown

    @undecided
    Scenario: dyslipidaemia: no list of adverse events is given
      When the evidence is consulted
      Then the alert "dyslipidaemia without a grade" is not shown
