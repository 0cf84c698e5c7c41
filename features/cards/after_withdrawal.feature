Feature: What does the evidence say once an mTOR inhibitor has been stopped?
  Tumours can grow again after withdrawal, usually without symptoms.

  Background:
    Given a child of 200 days
    And 1 cardiac rhabdomyoma
    And TSC is definite

  @rule:regrowth_while_waiting
  @evidence:sugalska2021#regrowth @evidence:sugalska2021#table1_row1 @evidence:sugalska2021#table1_row2
  Rule: After an mTOR inhibitor has been stopped, while waiting

    @holds
    Scenario Outline: Regrowth is said, and waiting stays the usual course
      Given an mTOR inhibitor has been stopped
      And the child is recorded as asymptomatic
      And the course of the tumours is <course>
      When the evidence is consulted
      Then surveillance is the usual course
      And the reasons for surveillance mention "can grow again"

      Examples:
        | course  |
        | growing |
        | unknown |

    @holds
    Scenario: It is said beside a controlled arrhythmia
      Given an mTOR inhibitor has been stopped
      And every symptom is recorded as absent
      And the child has arrhythmia
      And the arrhythmia is controlled by drugs
      When the evidence is consulted
      Then surveillance may be considered
      And the reasons for surveillance mention "can grow again"

    @holds
    Scenario: Symptoms after withdrawal are weighed like any others
      Given an mTOR inhibitor has been stopped
      And the child has heart failure
      When the evidence is consulted
      Then surveillance is outside the evidence
      And the reasons for surveillance do not mention "can grow again"
      And an mTOR inhibitor may be considered

    @near_miss
    Scenario: Not while the drug is taken
      Given an mTOR inhibitor is being taken
      And the child is recorded as asymptomatic
      When the evidence is consulted
      Then the reasons for surveillance do not mention "can grow again"

    @undecided
    Scenario: While waiting: left open while treatment is unknown
      Given treatment with an mTOR inhibitor is unknown
      And the child is recorded as asymptomatic
      When the evidence is consulted
      Then the reasons for surveillance do not mention "can grow again"

  @rule:regrowth_after_withdrawal
  @evidence:sugalska2021#regrowth @evidence:sugalska2021#table1_row1 @evidence:sugalska2021#table1_row2
  Rule: An mTOR inhibitor has been stopped

    @holds
    Scenario: The reader is told that tumours can grow again
      Given an mTOR inhibitor has been stopped
      When the evidence is consulted
      Then the alert "regrowth after withdrawal" mentions "usually without symptoms"
      And the alert "regrowth after withdrawal" is for information

    @near_miss
    Scenario: Not during treatment
      Given an mTOR inhibitor is being taken
      When the evidence is consulted
      Then the alert "regrowth after withdrawal" is not shown

    @undecided
    Scenario: Regrowth after withdrawal: left open while treatment with an mTOR inhibitor is unknown
      Given treatment with an mTOR inhibitor is unknown
      When the evidence is consulted
      Then the alert "regrowth after withdrawal" is not shown

  @rule:regrowth_after_stopping
  @evidence:sugalska2021#regrowth
  Rule: Regrowth after an mTOR inhibitor has been stopped

    @holds
    Scenario: Echocardiography, and no schedule is made up
      Given an mTOR inhibitor has been stopped
      When the evidence is consulted
      Then monitoring names "Echocardiography, for tumours that grow again" "after withdrawal; the review gives no interval"

    @undecided
    Scenario: Left open while it is unknown whether one was taken
      Given treatment with an mTOR inhibitor is unknown
      When the evidence is consulted
      Then monitoring does not mention "grow again"

    @near_miss
    Scenario: Not where an mTOR inhibitor is not being taken
      Given an mTOR inhibitor is not being taken
      When the evidence is consulted
      Then monitoring does not mention "Echocardiography, for tumours that grow again"
