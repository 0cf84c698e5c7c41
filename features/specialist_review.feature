Feature: What calls for specialist review?
  Urgency is not scored: where a presentation may be life-threatening, one fixed sentence sends the reader to
  immediate specialist assessment.

  Background:
    Given a newborn of 4 days
    And 2 cardiac rhabdomyomas

  @rule:specialist_review_life_threatening
  @evidence:case_before_birth2018#team @evidence:surgery1998#operated
  Rule: Heart failure, obstruction or duct-dependent circulation

    @holds
    Scenario Outline: Specialist review is the usual course, with the fixed sentence
      Given the child has <symptom>
      When the evidence is consulted
      Then specialist review is the usual course
      And the alert "life threatening presentation" mentions "immediate specialist assessment"

      Examples:
        | symptom                    |
        | heart failure              |
        | outflow obstruction        |
        | inflow obstruction         |
        | duct-dependent circulation |

    @undecided
    Scenario: Nothing recorded leaves it open
      When the evidence is consulted
      Then specialist review cannot be assessed

    @near_miss
    Scenario: Not where every symptom is recorded as absent
      Given every symptom is recorded as absent
      When the evidence is consulted
      Then specialist review cannot be assessed
      And the course of the tumours is asked for, as it could change specialist review

  @rule:specialist_review_symptomatic
  @evidence:tsc_criteria2021#symptomatic
  Rule: Symptoms from the tumours

    @holds
    Scenario: Syncope
      Given the child has syncope
      When the evidence is consulted
      Then specialist review is the usual course

    @near_miss
    Scenario: No symptoms
      Given every symptom is recorded as absent
      And the course of the tumours is stable
      When the evidence is consulted
      Then specialist review is not applicable

    @undecided
    Scenario: Left open while syncope is unknown
      Given syncope is unknown
      When the evidence is consulted
      Then specialist review cannot be assessed
      And arrhythmia is asked for, as it could change specialist review
      And the course of the tumours is asked for, as it could change specialist review

  @rule:specialist_review_growing
  @evidence:sugalska2021#natural_history
  Rule: Growing tumours

    @holds
    Scenario: Growth without symptoms
      Given the child is recorded as asymptomatic
      And the course of the tumours is growing
      When the evidence is consulted
      Then specialist review is the usual course
      And surveillance is the usual course

    @near_miss
    Scenario: Stable tumours without symptoms
      Given every symptom is recorded as absent
      And the course of the tumours is stable
      When the evidence is consulted
      Then specialist review is not applicable

    @undecided
    Scenario: Left open while the course of the tumours is unknown
      Given the child is recorded as asymptomatic
      And the course of the tumours is unknown
      When the evidence is consulted
      Then specialist review cannot be assessed
      And the course of the tumours is asked for, as it could change specialist review

  @rule:specialist_review_not_prompted
  @evidence:tsc_criteria2021#echo
  Rule: No symptoms, tumours stable or regressing

    @holds
    Scenario Outline: Nothing recorded prompts one
      Given every symptom is recorded as absent
      And the course of the tumours is <course>
      When the evidence is consulted
      Then specialist review is not applicable

      Examples:
        | course     |
        | stable     |
        | regressing |

    @undecided
    Scenario: Without knowing the course it cannot be assessed
      Given the child is recorded as asymptomatic
      And the course of the tumours is unknown
      When the evidence is consulted
      Then specialist review cannot be assessed
      And the course of the tumours is asked for

    @near_miss
    Scenario: Not where the child has heart failure
      Given the child has heart failure
      And the course of the tumours is stable
      When the evidence is consulted
      Then specialist review is the usual course
