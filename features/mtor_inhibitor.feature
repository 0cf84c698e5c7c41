Feature: Does the evidence speak for a temporary mTOR inhibitor?
  The review's conclusion: it may be considered, as a temporary treatment, for symptomatic tumours in children
  with TSC, above all where surgery is dangerous or not possible. The certainty is very low.

  Background:
    Given a newborn of 4 days
    And 2 cardiac rhabdomyomas

  @rule:mtor_inhibitor_symptomatic
  @evidence:sugalska2021#clinical_improvement @evidence:sugalska2021#conclusion @evidence:sugalska2021_lay#conclusion
  Rule: Symptomatic tumours in definite or possible TSC

    @holds
    Scenario Outline: May be considered, temporarily, with every caveat
      Given the child has outflow obstruction
      And TSC is <tsc>
      And the surgical risk is <risk>
      When the evidence is consulted
      Then an mTOR inhibitor may be considered
      And the mTOR inhibitor is temporary, with very low certainty
      And the mTOR inhibitor is not put forward especially here
      And the mTOR inhibitor carries every caveat it must

      Examples:
        | tsc      | risk     |
        | definite | low      |
        | definite | moderate |
        | possible | low      |
        | definite | unknown  |

    @holds
    Scenario: Where the surgical risk is not known, it is asked for
      Given the child has outflow obstruction
      And TSC is definite
      And the surgical risk is unknown
      When the evidence is consulted
      Then an mTOR inhibitor may be considered
      And the surgical risk is asked for, as it could change the mTOR inhibitor

    @undecided
    Scenario: Until the TSC status is known it cannot be assessed
      Given the child has outflow obstruction
      And TSC is unknown
      When the evidence is consulted
      Then an mTOR inhibitor cannot be assessed
      And the mTOR inhibitor carries every caveat it must
      And the TSC status is asked for

    @undecided
    Scenario: Until symptoms are known it cannot be assessed
      Given TSC is definite
      When the evidence is consulted
      Then an mTOR inhibitor cannot be assessed

    @near_miss
    Scenario: Not where every symptom is recorded as absent
      Given every symptom is recorded as absent
      And TSC is definite
      And the surgical risk is low
      When the evidence is consulted
      Then an mTOR inhibitor is not supported

  @rule:mtor_inhibitor_especially
  @evidence:sugalska2021#conclusion @evidence:sugalska2021_lay#conclusion
  Rule: Symptomatic tumours where surgery carries significant risk

    @holds
    Scenario Outline: Put forward especially, and still only "may be considered"
      Given the child has outflow obstruction
      And TSC is <tsc>
      And the surgical risk is <risk>
      When the evidence is consulted
      Then an mTOR inhibitor may be considered
      And the mTOR inhibitor is put forward especially here
      And the mTOR inhibitor is temporary, with very low certainty
      And the mTOR inhibitor carries every caveat it must

      Examples:
        | tsc      | risk       |
        | definite | high       |
        | definite | inoperable |
        | possible | high       |

    @near_miss
    Scenario: Moderate risk is not enough
      Given the child has outflow obstruction
      And TSC is definite
      And the surgical risk is moderate
      When the evidence is consulted
      Then the mTOR inhibitor is not put forward especially here

    @undecided
    Scenario: Until the TSC status is known nothing is put forward especially
      Given the child has outflow obstruction
      And TSC is unknown
      And the surgical risk is high
      When the evidence is consulted
      Then an mTOR inhibitor cannot be assessed
      And the mTOR inhibitor is not put forward especially here

  @rule:mtor_inhibitor_asymptomatic
  @evidence:sugalska2021#conclusion @evidence:sugalska2021#other_children @evidence:sugalska2021#symptomatic_children
  Rule: Tumours without symptoms, no mTOR inhibitor being taken

    @holds
    Scenario Outline: Not supported by the review's conclusion
      Given the child is recorded as asymptomatic
      And TSC is definite
      And the surgical risk is <risk>
      When the evidence is consulted
      Then an mTOR inhibitor is not supported
      And the reasons for the mTOR inhibitor mention "33 are reported as symptomatic"
      And the mTOR inhibitor carries every caveat it must

      Examples:
        | risk       |
        | unknown    |
        | inoperable |

    @near_miss
    Scenario: On treatment, absence of symptoms is another matter
      Given the child is recorded as asymptomatic
      And TSC is definite
      And an mTOR inhibitor is being taken
      When the evidence is consulted
      Then an mTOR inhibitor is outside the evidence

    @undecided
    Scenario: Left open while the symptoms are unknown
      Given TSC is definite
      And the surgical risk is unknown
      When the evidence is consulted
      Then an mTOR inhibitor cannot be assessed
      And arrhythmia is asked for, as it could change an mTOR inhibitor
      And the surgical risk is asked for, as it could change an mTOR inhibitor

  @rule:mtor_inhibitor_on_treatment
  @evidence:sugalska2021#conclusion
  Rule: An mTOR inhibitor being taken by a child without symptoms

    @holds
    Scenario: The review does not say how long a course lasts
      Given the child is recorded as asymptomatic
      And TSC is definite
      And an mTOR inhibitor is being taken
      When the evidence is consulted
      Then an mTOR inhibitor is outside the evidence
      And the mTOR inhibitor carries every caveat it must

    @near_miss
    Scenario: A child with symptoms on treatment is judged like any other with symptoms
      Given the child has heart failure
      And TSC is definite
      And an mTOR inhibitor is being taken
      When the evidence is consulted
      Then an mTOR inhibitor may be considered

    @near_miss
    Scenario: Hypersensitivity withholds it
      Given the child is recorded as asymptomatic
      And an mTOR inhibitor is being taken
      And there is a hypersensitivity to rapamycin
      When the evidence is consulted
      Then an mTOR inhibitor is not supported

    @undecided
    Scenario: Left open while treatment with an mTOR inhibitor is unknown
      Given the child is recorded as asymptomatic
      And TSC is definite
      And treatment with an mTOR inhibitor is unknown
      When the evidence is consulted
      Then an mTOR inhibitor is not supported
