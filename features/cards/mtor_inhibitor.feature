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

  @rule:mtor_inhibitor_tsc_not_established
  @evidence:sugalska2021#clinical_improvement @evidence:sugalska2021#conclusion @evidence:sugalska2021_lay#conclusion
  @evidence:tsc_criteria2021#possible
  Rule: Symptomatic tumours, and TSC by the tumours alone

    @holds
    Scenario: May be considered, and that TSC is not established is said first
      Given the child has outflow obstruction
      And TSC is unknown
      When the evidence is consulted
      Then an mTOR inhibitor may be considered
      And the reasons for the mTOR inhibitor begin with "TSC is not established here"
      And the reasons for the mTOR inhibitor mention "30 of its 33"
      And the reasons for the mTOR inhibitor mention "about 95 %"
      And the mTOR inhibitor carries every caveat it must
      And the TSC status is asked for

    @holds
    Scenario: Especially where surgery is dangerous, and still with TSC first
      Given the child has outflow obstruction
      And TSC is unknown
      And the surgical risk is high
      When the evidence is consulted
      Then the mTOR inhibitor is put forward especially here
      And the reasons for the mTOR inhibitor begin with "TSC is not established here"

    @near_miss
    Scenario Outline: Not said where more than the tumours speaks for TSC
      Given the child has outflow obstruction
      And <record>
      When the evidence is consulted
      Then an mTOR inhibitor may be considered
      And the reasons for the mTOR inhibitor do not mention "not established"

      Examples:
        | record                                       |
        | TSC is possible                              |
        | TSC is definite                              |
        | the major features found are cortical tubers |
        | a pathogenic variant has been found          |

    @near_miss
    Scenario: Not where there is a hypersensitivity
      Given the child has outflow obstruction
      And there is a hypersensitivity to rapamycin
      When the evidence is consulted
      Then an mTOR inhibitor is not supported

    @undecided
    Scenario: Symptoms that are not recorded leave it open
      Given TSC is unknown
      When the evidence is consulted
      Then an mTOR inhibitor cannot be assessed
      And the mTOR inhibitor carries every caveat it must

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
        | unknown  | high       |

    @near_miss
    Scenario: Moderate risk is not enough
      Given the child has outflow obstruction
      And TSC is definite
      And the surgical risk is moderate
      When the evidence is consulted
      Then the mTOR inhibitor is not put forward especially here

    @undecided
    Scenario: Until symptoms are known nothing is put forward especially
      Given TSC is definite
      And the surgical risk is high
      When the evidence is consulted
      Then an mTOR inhibitor cannot be assessed
      And the mTOR inhibitor is not put forward especially here

  @rule:mtor_inhibitor_asymptomatic
  @evidence:sugalska2021#conclusion @evidence:sugalska2021#other_children @evidence:sugalska2021#symptomatic_children
  Rule: Tumours without symptoms

    @holds
    Scenario Outline: Not supported by the review's conclusion
      Given the child is recorded as asymptomatic
      And TSC is definite
      And the surgical risk is <risk>
      When the evidence is consulted
      Then an mTOR inhibitor is not supported
      And the mTOR inhibitor is not put forward especially
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

  @rule:mtor_inhibitor_for_something_else
  @evidence:sugalska2021#conclusion
  Rule: An mTOR inhibitor for something else, in a child without symptoms

    @holds
    Scenario Outline: The review's conclusion does not speak about that treatment
      Given the child is recorded as asymptomatic
      And an mTOR inhibitor <course>
      And the mTOR inhibitor is for <indication>
      When the evidence is consulted
      Then an mTOR inhibitor is not applicable
      And the mTOR inhibitor is not put forward especially
      And the reasons for the mTOR inhibitor mention "for something else"
      And the mTOR inhibitor carries every caveat it must
      And the alert "course is temporary" is not shown

      Examples:
        | course         | indication     |
        | is being taken | SEGA           |
        | is planned     | epilepsy       |
        | is being taken | angiomyolipoma |
        | is being taken | something else |

    @near_miss
    Scenario: For the heart it is outside the evidence
      Given the child is recorded as asymptomatic
      And an mTOR inhibitor is being taken
      And the mTOR inhibitor is for the heart tumours
      When the evidence is consulted
      Then an mTOR inhibitor is outside the evidence
      And the alert "course is temporary" is shown

    @near_miss
    Scenario: Stopped, it is not being given for anything
      Given the child is recorded as asymptomatic
      And an mTOR inhibitor has been stopped
      And the mTOR inhibitor is for SEGA
      When the evidence is consulted
      Then an mTOR inhibitor is not supported

    @near_miss
    Scenario: Hypersensitivity is told instead, whatever the drug is for
      Given the child is recorded as asymptomatic
      And there is a hypersensitivity to rapamycin
      And an mTOR inhibitor is being taken
      And the mTOR inhibitor is for SEGA
      When the evidence is consulted
      Then an mTOR inhibitor is not supported
      And the reasons for the mTOR inhibitor do not mention "for something else"

    @undecided
    Scenario: What it is for is asked where it is not recorded
      Given the child is recorded as asymptomatic
      And an mTOR inhibitor is being taken
      When the evidence is consulted
      Then an mTOR inhibitor is outside the evidence
      And the indication of the mTOR inhibitor is asked for, as it could change the mTOR inhibitor

  @rule:mtor_inhibitor_taken_for_something_else
  @evidence:sugalska2021#conclusion
  Rule: An mTOR inhibitor that is already given for something else

    @holds
    Scenario: It is said where the tumours cause symptoms
      Given the child has outflow obstruction
      And an mTOR inhibitor is being taken
      And the mTOR inhibitor is for epilepsy
      When the evidence is consulted
      Then an mTOR inhibitor may be considered
      And the reasons for the mTOR inhibitor mention "already planned or taken"

    @near_miss
    Scenario: Not where it is taken for the heart tumours
      Given the child has outflow obstruction
      And an mTOR inhibitor is being taken
      And the mTOR inhibitor is for the heart tumours
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "already planned or taken"

    @undecided
    Scenario: Not said while it is not recorded whether it is given
      Given the child has outflow obstruction
      And the mTOR inhibitor is for epilepsy
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "already planned or taken"

    @undecided
    Scenario: Not said while what it is for is not recorded
      Given the child has outflow obstruction
      And an mTOR inhibitor is being taken
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "already planned or taken"

  @rule:side_effects_named
  @evidence:exist1_under_3#serious @evidence:sugalska2021_lay#side_effects @evidence:sugalska2021#side_effects_mild
  Rule: The side effects that are named

    @holds
    Scenario: They are named beside the option
      Given the child has outflow obstruction
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor mention "blood lipids, stomatitis and infections"
      And the reasons for the mTOR inhibitor mention "9 of 18 children under 3 years"

    @near_miss
    Scenario: Not where the option is not on the table (side effects)
      Given every symptom is recorded as absent
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "blood lipids, stomatitis"

    @undecided
    Scenario: Not while symptoms are unknown (side effects)
      Given symptoms are unknown
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "blood lipids, stomatitis"

  @rule:death_on_sirolimus_and_amiodarone
  @evidence:kim_ban2022#controlled_and_fatal
  Rule: A death on sirolimus and amiodarone

    @holds
    Scenario: It is said of every child for whom the option is on the table
      Given the child has outflow obstruction
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor mention "not shown that the drug was the cause"

    @near_miss
    Scenario: Not where the option is not on the table
      Given every symptom is recorded as absent
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "died"

    @undecided
    Scenario: Not said while symptoms are unknown
      Given symptoms are unknown
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "died"

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
      And the mTOR inhibitor is not put forward especially
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
