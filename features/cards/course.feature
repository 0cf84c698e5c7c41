Feature: What do the tumours do over time?
  A course is taken as entered, or else from the last two dated measurements of each tumour, by their figures alone.
  Growth that was measured stays said, even if the last measurement is smaller.

  Background:
    Given a child of 2 years
    And 2 cardiac rhabdomyomas

  @rule:tumour_course
  @evidence:sugalska2021#natural_history
  Rule: Course of the tumours, as entered or else by the last two measurements

    @holds
    Scenario Outline: The last two measurements are compared
      Given a tumour measured <earlier> mm at 48 days
      And a tumour measured <later> mm at 268 days
      When the evidence is consulted
      Then the finding "tumour course" is <course>

      Examples:
        | earlier | later | course     |
        | 12.4    | 17.5  | growing    |
        | 17.5    | 12.4  | regressing |
        | 12.4    | 12.4  | stable     |

    @holds
    Scenario: The order in which they are recorded does not matter
      Given a tumour measured 17.5 mm at 268 days
      And a tumour measured 12.4 mm at 48 days
      When the evidence is consulted
      Then the finding "tumour course" is growing

    @holds
    Scenario: Growth of one tumour is growth, whatever another does
      Given a tumour in the left ventricle measured 10 mm at 10 days
      And a tumour in the left ventricle measured 8 mm at 40 days
      And a tumour in the right ventricle measured 5 mm at 10 days
      And a tumour in the right ventricle measured 6 mm at 40 days
      When the evidence is consulted
      Then the finding "tumour course" is growing

    @holds
    Scenario: Of two sizes on one day the larger counts
      Given a tumour measured 10 mm at 10 days
      And a tumour measured 4 mm at 40 days
      And a tumour measured 12 mm at 40 days
      When the evidence is consulted
      Then the finding "tumour course" is growing

    @holds
    Scenario: A course that is entered is used before a measured one
      Given the course of the tumours is stable
      And a tumour measured 12.4 mm at 48 days
      And a tumour measured 17.5 mm at 268 days
      When the evidence is consulted
      Then the finding "tumour course" is stable

    @undecided
    Scenario Outline: One measurement of a tumour shows no course
      Given a tumour measured 12.4 mm at 48 days
      And <second>
      When the evidence is consulted
      Then the finding "tumour course" is unknown

      Examples:
        | second                                                     |
        | a tumour measured 11 mm at 48 days                         |
        | a tumour in the right ventricle measured 17.5 mm at 268 days |

  @rule:course_rests_on_figures
  @evidence:sugalska2021#natural_history
  Rule: Whether the course rests on measurements alone

    @holds
    Scenario: No course is entered
      Given a tumour measured 12.4 mm at 48 days
      And a tumour measured 17.5 mm at 268 days
      When the evidence is consulted
      Then the finding "course rests on figures" is yes

    @near_miss
    Scenario: A course is entered
      Given the course of the tumours is growing
      And a tumour measured 12.4 mm at 48 days
      And a tumour measured 17.5 mm at 268 days
      When the evidence is consulted
      Then the finding "course rests on figures" is no

    @undecided
    Scenario: Neither
      When the evidence is consulted
      Then the finding "course rests on figures" is unknown

  @rule:course_by_measurements
  @evidence:sugalska2021#natural_history
  Rule: The course by the last two measurements

    @holds
    Scenario: That only figures are compared is said
      Given a tumour measured 12.4 mm at 48 days
      And a tumour measured 17.5 mm at 268 days
      When the evidence is consulted
      Then the reasons for surveillance mention "error of measuring is not weighed"
      And the reasons for surveillance mention "The tumours are growing"
      And the reasons for specialist review mention "error of measuring is not weighed"

    @near_miss
    Scenario: Not where a course is entered
      Given the course of the tumours is growing
      And a tumour measured 12.4 mm at 48 days
      And a tumour measured 17.5 mm at 268 days
      When the evidence is consulted
      Then the reasons for surveillance do not mention "error of measuring is not weighed"

    @undecided
    Scenario: Not after a single measurement
      Given a tumour measured 12.4 mm at 48 days
      When the evidence is consulted
      Then the reasons for surveillance do not mention "error of measuring is not weighed"

  @rule:growth_between_measurements
  @evidence:sugalska2021#natural_history
  Rule: Growth between two measurements

    @holds
    Scenario: It stays said, though the last measurement is smaller
      Given every symptom is recorded as absent
      And a tumour measured 10 mm at 10 days
      And a tumour measured 14 mm at 40 days
      And a tumour measured 12 mm at 90 days
      When the evidence is consulted
      Then the finding "tumour course" is regressing
      And the reasons for surveillance mention "a tumour grew"
      And the reasons for specialist review mention "a tumour grew"
      And the reasons for specialist review mention "sooner than routine"

    @near_miss
    Scenario: Not where every measurement is smaller than the one before
      Given a tumour measured 14 mm at 10 days
      And a tumour measured 12 mm at 40 days
      And a tumour measured 10 mm at 90 days
      When the evidence is consulted
      Then the reasons for surveillance do not mention "a tumour grew"

    @undecided
    Scenario: Not after a single measurement (growth)
      Given a tumour measured 12.4 mm at 48 days
      When the evidence is consulted
      Then the reasons for surveillance do not mention "a tumour grew"

  @rule:course_against_growth
  @evidence:sugalska2021#natural_history
  Rule: A course entered as regressing or stable, against measured growth

    @holds
    Scenario Outline: A warning, and the entered course is used
      Given the course of the tumours is <course>
      And a tumour measured 12.4 mm at 48 days
      And a tumour measured 17.5 mm at 268 days
      When the evidence is consulted
      Then the alert "course against growth" is shown
      And the alert "course against growth" is a warning
      And the finding "tumour course" is <course>

      Examples:
        | course     |
        | regressing |
        | stable     |

    @near_miss
    Scenario: Not where growth is entered
      Given the course of the tumours is growing
      And a tumour measured 12.4 mm at 48 days
      And a tumour measured 17.5 mm at 268 days
      When the evidence is consulted
      Then the alert "course against growth" is not shown

    @undecided
    Scenario: Not where nothing was measured
      Given the course of the tumours is stable
      When the evidence is consulted
      Then the alert "course against growth" is not shown

    @undecided
    Scenario: Not where no course is entered
      Given a tumour measured 12.4 mm at 48 days
      And a tumour measured 17.5 mm at 268 days
      When the evidence is consulted
      Then the alert "course against growth" is not shown

  @rule:course_against_shrinkage
  @evidence:sugalska2021#natural_history
  Rule: A course entered as growing or stable, against measured shrinkage

    @holds
    Scenario Outline: A warning, and the entered course is used (shrinkage)
      Given the course of the tumours is <course>
      And a tumour measured 17.5 mm at 48 days
      And a tumour measured 12.4 mm at 268 days
      When the evidence is consulted
      Then the alert "course against shrinkage" is shown
      And the alert "course against shrinkage" is a warning
      And the finding "tumour course" is <course>

      Examples:
        | course  |
        | growing |
        | stable  |

    @near_miss
    Scenario: Not where regression is entered
      Given the course of the tumours is regressing
      And a tumour measured 17.5 mm at 48 days
      And a tumour measured 12.4 mm at 268 days
      When the evidence is consulted
      Then the alert "course against shrinkage" is not shown

    @undecided
    Scenario: Not where nothing was measured (shrinkage)
      Given the course of the tumours is stable
      When the evidence is consulted
      Then the alert "course against shrinkage" is not shown

    @undecided
    Scenario: Not where no course is entered (shrinkage)
      Given a tumour measured 17.5 mm at 48 days
      And a tumour measured 12.4 mm at 268 days
      When the evidence is consulted
      Then the alert "course against shrinkage" is not shown
