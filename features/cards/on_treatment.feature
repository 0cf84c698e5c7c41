Feature: What does the evidence say of a child on an mTOR inhibitor?
  The course is temporary; lipid changes, stomatitis and infections are the side effects that the review names.

  Background:
    Given a newborn of 4 days
    And 2 cardiac rhabdomyomas
    And TSC is definite

  @rule:course_is_temporary
  @evidence:sugalska2021#conclusion
  Rule: On an mTOR inhibitor

    @holds
    Scenario: The reader is told that the review speaks of a temporary course
      Given an mTOR inhibitor is being taken
      When the evidence is consulted
      Then the alert "course is temporary" is shown
      And the alert "course is temporary" is for information
      And the alert "course is temporary" mentions "temporary course only"

    @near_miss
    Scenario: Not while it is only planned
      Given an mTOR inhibitor is planned
      When the evidence is consulted
      Then the alert "course is temporary" is not shown

    @undecided
    Scenario: Left open while treatment with an mTOR inhibitor is unknown
      Given treatment with an mTOR inhibitor is unknown
      When the evidence is consulted
      Then the alert "course is temporary" is not shown

  @rule:adverse_event_dyslipidaemia
  @evidence:everolimus_leaflet_eu#lipids @evidence:sugalska2021_lay#side_effects
  Rule: Lipid changes reported

    @holds
    Scenario: An alert
      Given an mTOR inhibitor is being taken
      And a dyslipidaemia of grade 1 is reported
      When the evidence is consulted
      Then the alert "adverse event dyslipidaemia" is shown
      And the alert "adverse event dyslipidaemia" is for information

    @near_miss
    Scenario: No alert for what is not reported
      Given an mTOR inhibitor is being taken
      And the adverse events reported are stomatitis
      When the evidence is consulted
      Then the alert "adverse event dyslipidaemia" is not shown

    @undecided
    Scenario: Left open while the adverse events are unknown
      Given an mTOR inhibitor is being taken
      When the evidence is consulted
      Then the alert "adverse event dyslipidaemia" is not shown

    @holds
    Scenario: Of grade 1, dyslipidaemia has the general alert
      Given an mTOR inhibitor is being taken
      And a dyslipidaemia of grade 1 is reported
      When the evidence is consulted
      Then the alert "adverse event dyslipidaemia" is shown

    @near_miss
    Scenario Outline: One alert an event: the grade of dyslipidaemia speaks instead
      Given an mTOR inhibitor is being taken
      And a dyslipidaemia of grade <grade> is reported
      When the evidence is consulted
      Then the alert "adverse event dyslipidaemia" is not shown
      And the alert "dyslipidaemia grade <grade>" mentions "about everolimus, not sirolimus"

      Examples:
        | grade |
        | 2     |
        | 3     |
        | 4     |

  @rule:adverse_event_stomatitis
  @evidence:everolimus_label#stomatitis @evidence:sugalska2021_lay#side_effects
  Rule: Stomatitis reported

    @holds
    Scenario: An alert for each event reported
      Given an mTOR inhibitor is being taken
      And a stomatitis of grade 1 is reported
      And a infection of grade 1 is reported
      When the evidence is consulted
      Then the alert "adverse event stomatitis" is shown
      And the alert "adverse event stomatitis" is for information
      And the alert "adverse event infection" is shown
      And the alert "adverse event infection" is a warning

    @near_miss
    Scenario: No alert where nothing is reported
      Given an mTOR inhibitor is being taken
      And no adverse events are reported
      When the evidence is consulted
      Then the alert "adverse event stomatitis" is not shown

    @undecided
    Scenario: Adverse event stomatitis: left open while the adverse events are unknown
      Given an mTOR inhibitor is being taken
      When the evidence is consulted
      Then the alert "adverse event stomatitis" is not shown

    @holds
    Scenario: Of grade 1, stomatitis has the general alert
      Given an mTOR inhibitor is being taken
      And a stomatitis of grade 1 is reported
      When the evidence is consulted
      Then the alert "adverse event stomatitis" is shown

    @near_miss
    Scenario Outline: One alert an event: the grade of stomatitis speaks instead
      Given an mTOR inhibitor is being taken
      And a stomatitis of grade <grade> is reported
      When the evidence is consulted
      Then the alert "adverse event stomatitis" is not shown
      And the alert "stomatitis grade <grade>" mentions "about everolimus, not sirolimus"

      Examples:
        | grade |
        | 2     |
        | 3     |
        | 4     |

  @rule:adverse_event_infection
  @evidence:everolimus_label#infections @evidence:sugalska2021_lay#side_effects
  Rule: Infection reported

    @holds
    Scenario: The label's warning is passed on
      Given an mTOR inhibitor is being taken
      And a infection of grade 1 is reported
      When the evidence is consulted
      Then the alert "adverse event infection" mentions "severe or fatal"

    @undecided
    Scenario: Left open while nothing is said of adverse events
      Given an mTOR inhibitor is being taken
      When the evidence is consulted
      Then the alert "adverse event infection" is not shown

    @near_miss
    Scenario: Not where no adverse events are reported
      Given an mTOR inhibitor is being taken
      And no adverse events are reported
      When the evidence is consulted
      Then the alert "adverse event infection" is not shown

    @holds
    Scenario: Of grade 1, infection has the general alert
      Given an mTOR inhibitor is being taken
      And a infection of grade 1 is reported
      When the evidence is consulted
      Then the alert "adverse event infection" is shown

    @near_miss
    Scenario Outline: One alert an event: the grade of infection speaks instead
      Given an mTOR inhibitor is being taken
      And a infection of grade <grade> is reported
      When the evidence is consulted
      Then the alert "adverse event infection" is not shown
      And the alert "infection grade <grade>" mentions "about everolimus, not sirolimus"

      Examples:
        | grade |
        | 2     |
        | 3     |
        | 4     |

  @rule:adverse_event_other
  @evidence:sugalska2021_lay#side_effects
  Rule: Another adverse event reported

    @holds
    Scenario: It is said that nothing held here speaks about it
      Given an mTOR inhibitor is being taken
      And the adverse events reported are other
      When the evidence is consulted
      Then the alert "adverse event other" mentions "nothing held here speaks about this one"
      And the alert "adverse event other" is a warning

    @near_miss
    Scenario: Not for a known side effect
      Given an mTOR inhibitor is being taken
      And the adverse events reported are infection
      When the evidence is consulted
      Then the alert "adverse event other" is not shown

    @undecided
    Scenario: Adverse event other: left open while the adverse events are unknown
      Given an mTOR inhibitor is being taken
      When the evidence is consulted
      Then the alert "adverse event other" is not shown

  @rule:lipids_on_treatment
  @evidence:everolimus_leaflet_eu#lipids @evidence:sugalska2021_lay#side_effects
  Rule: Lipids on an mTOR inhibitor

    @holds
    Scenario: Lipids are among what is followed
      Given an mTOR inhibitor is being taken
      When the evidence is consulted
      Then monitoring mentions "Blood lipids"
      And monitoring names "Blood lipids" "on treatment; the review gives no interval"

    @near_miss
    Scenario: Not before treatment
      Given an mTOR inhibitor is planned
      When the evidence is consulted
      Then monitoring does not mention "Blood lipids"

    @undecided
    Scenario: Lipids on treatment: left open while treatment with an mTOR inhibitor is unknown
      Given treatment with an mTOR inhibitor is unknown
      When the evidence is consulted
      Then monitoring does not mention "Blood lipids"

  @rule:stomatitis_on_treatment
  @evidence:everolimus_label#stomatitis @evidence:exist1#adverse_events @evidence:sugalska2021_lay#side_effects
  Rule: Stomatitis on an mTOR inhibitor

    @holds
    Scenario: The mouth is among what is followed
      Given an mTOR inhibitor is being taken
      When the evidence is consulted
      Then monitoring mentions "The mouth, for stomatitis"
      And monitoring names "The mouth, for stomatitis" "on treatment; the review gives no interval"

    @near_miss
    Scenario: Not without treatment
      Given an mTOR inhibitor is not being taken
      When the evidence is consulted
      Then monitoring does not mention "stomatitis"

    @undecided
    Scenario: Stomatitis on treatment: left open while treatment with an mTOR inhibitor is unknown
      Given treatment with an mTOR inhibitor is unknown
      When the evidence is consulted
      Then monitoring does not mention "The mouth, for stomatitis"

  @rule:infections_on_treatment
  @evidence:everolimus_label#infections @evidence:exist1#adverse_events @evidence:sirolimus_vascular#serious_events
  @evidence:sugalska2021_lay#side_effects
  Rule: Infections on an mTOR inhibitor

    @holds
    Scenario: Infections are among what is followed
      Given an mTOR inhibitor is being taken
      When the evidence is consulted
      Then monitoring mentions "Signs of infection"
      And monitoring names "Signs of infection" "on treatment; the review gives no interval"

    @near_miss
    Scenario: Not after treatment
      Given an mTOR inhibitor has been stopped
      When the evidence is consulted
      Then monitoring does not mention "Signs of infection"

    @undecided
    Scenario: Infections on treatment: left open while treatment with an mTOR inhibitor is unknown
      Given treatment with an mTOR inhibitor is unknown
      When the evidence is consulted
      Then monitoring does not mention "Signs of infection"

  @rule:everolimus_trough_on_treatment
  @evidence:everolimus_label#trough_check
  Rule: Everolimus trough on treatment

    @holds
    Scenario: It is said (everolimus trough on treatment)
      Given an mTOR inhibitor is being taken
      And the drug is everolimus
      When the evidence is consulted
      Then monitoring mentions "Everolimus trough"
      And monitoring names "Everolimus trough" "1 to 2 weeks after the beginning or a change of dose; 2 weeks after an interacting drug or a change of liver function (US label)"

    @near_miss
    Scenario: It is not said (everolimus trough on treatment)
      Given an mTOR inhibitor is being taken
      And the drug is sirolimus
      When the evidence is consulted
      Then monitoring does not mention "Everolimus trough"

    @near_miss
    Scenario: Not after it has been stopped (everolimus)
      Given an mTOR inhibitor has been stopped
      And the drug is everolimus
      When the evidence is consulted
      Then monitoring does not mention "Everolimus trough"

    @undecided
    Scenario: Everolimus trough on treatment: left open while treatment with an mTOR inhibitor is unknown
      Given treatment with an mTOR inhibitor is unknown
      And the drug is everolimus
      When the evidence is consulted
      Then monitoring does not mention "Everolimus trough"

  @rule:sirolimus_trough_on_treatment
  @evidence:neonatal_sirolimus2019#monitoring @evidence:neonatal_sirolimus2019#overshoot
  Rule: Sirolimus trough on treatment

    @holds
    Scenario: It is said (sirolimus trough on treatment)
      Given an mTOR inhibitor is being taken
      And the drug is sirolimus
      When the evidence is consulted
      Then monitoring mentions "Sirolimus trough"
      And monitoring names "Sirolimus trough, blood count, electrolytes, renal and liver function, lipids" "on treatment; the case reports have no schedule"

    @undecided
    Scenario: It is not said (sirolimus trough on treatment)
      Given an mTOR inhibitor is being taken
      When the evidence is consulted
      Then monitoring does not mention "Sirolimus trough"

    @near_miss
    Scenario: Not after it has been stopped (sirolimus)
      Given an mTOR inhibitor has been stopped
      And the drug is sirolimus
      When the evidence is consulted
      Then monitoring does not mention "Sirolimus trough"

  @rule:sirolimus_levels_in_newborns
  @evidence:neonatal_sirolimus2019#death @evidence:neonatal_sirolimus2019#overshoot
  @evidence:sirolimus_label#boxed_warning @evidence:sirolimus_pooled2024#target
  Rule: Sirolimus planned or taken

    @holds
    Scenario: It is said (sirolimus levels in newborns)
      Given an mTOR inhibitor is planned
      And the drug is sirolimus
      When the evidence is consulted
      Then the alert "sirolimus levels in newborns" mentions "26 and 42.1 ng/mL"
      And the alert "sirolimus levels in newborns" is a warning
      And the alert "sirolimus levels in newborns" mentions "died after a cardiac arrest"

    @near_miss
    Scenario: It is not said (sirolimus levels in newborns)
      Given an mTOR inhibitor has been stopped
      And the drug is sirolimus
      When the evidence is consulted
      Then the alert "sirolimus levels in newborns" is not shown

    @near_miss
    Scenario: Not for everolimus
      Given an mTOR inhibitor is planned
      And the drug is everolimus
      When the evidence is consulted
      Then the alert "sirolimus levels in newborns" is not shown

    @undecided
    Scenario: Sirolimus levels in newborns: left open while treatment with an mTOR inhibitor is unknown
      Given treatment with an mTOR inhibitor is unknown
      And the drug is sirolimus
      When the evidence is consulted
      Then the alert "sirolimus levels in newborns" is not shown

  @rule:everolimus_hepatitis_b
  @evidence:everolimus_label#hepatitis_b
  Rule: Everolimus planned or taken

    @holds
    Scenario: It is said (everolimus hepatitis b)
      Given an mTOR inhibitor is planned
      And the drug is everolimus
      When the evidence is consulted
      Then the alert "everolimus hepatitis b" mentions "hepatitis B"
      And the alert "everolimus hepatitis b" is for information

    @near_miss
    Scenario: It is not said (everolimus hepatitis b)
      Given an mTOR inhibitor is planned
      And the drug is sirolimus
      When the evidence is consulted
      Then the alert "everolimus hepatitis b" is not shown

    @near_miss
    Scenario: Not after everolimus has been stopped
      Given an mTOR inhibitor has been stopped
      And the drug is everolimus
      When the evidence is consulted
      Then the alert "everolimus hepatitis b" is not shown

    @undecided
    Scenario: Everolimus hepatitis B: left open while treatment with an mTOR inhibitor is unknown
      Given treatment with an mTOR inhibitor is unknown
      And the drug is everolimus
      When the evidence is consulted
      Then the alert "everolimus hepatitis b" is not shown
