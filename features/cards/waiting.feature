Feature: Does the evidence speak for waiting?
  Most cardiac rhabdomyomas regress on their own after birth.

  Background:
    Given a newborn of 4 days
    And 2 cardiac rhabdomyomas

  @rule:surveillance_asymptomatic
  @evidence:sciacca2014#regression @evidence:smythe1990#regression @evidence:sugalska2021#natural_history
  Rule: Tumours without symptoms

    @holds
    Scenario Outline: Surveillance is the usual course, whatever the tumours do
      Given the child is recorded as asymptomatic
      And the course of the tumours is <course>
      When the evidence is consulted
      Then surveillance is the usual course
      And surveillance is not put forward especially
      And the reasons for surveillance mention "no symptoms from them so far"

      Examples:
        | course     |
        | regressing |
        | stable     |
        | growing    |
        | unknown    |

    @undecided
    Scenario: Symptoms that are not recorded are not taken as absent
      Given symptoms are unknown
      When the evidence is consulted
      Then surveillance cannot be assessed

    @near_miss
    Scenario: Not where the child has heart failure, though the tumours regress
      Given the child has heart failure
      And the course of the tumours is regressing
      When the evidence is consulted
      Then surveillance is outside the evidence

    @near_miss
    Scenario: Not where an obstruction is seen, though there are no symptoms
      Given the child is recorded as asymptomatic
      And the child has outflow obstruction
      When the evidence is consulted
      Then surveillance is outside the evidence

  @rule:surveillance_symptoms_no_danger
  @evidence:bosi1996#symptoms_first @evidence:surgery1998#expectant
  Rule: Symptoms, and nothing that may be life-threatening

    @holds
    Scenario: A controlled arrhythmia and nothing else, at a first visit
      Given every symptom is recorded as absent
      And the child has arrhythmia
      And the arrhythmia is controlled by drugs
      And the course of the tumours is unknown
      When the evidence is consulted
      Then surveillance may be considered
      And surveillance is not put forward especially

    @undecided
    Scenario: Where the flow is not known, waiting cannot be assessed
      Given the child has arrhythmia
      And the arrhythmia is controlled by drugs
      When the evidence is consulted
      Then surveillance cannot be assessed

    @near_miss
    Scenario: Not where the arrhythmia is refractory
      Given the child has arrhythmia
      And the arrhythmia is refractory to drugs
      When the evidence is consulted
      Then surveillance is outside the evidence

    @near_miss
    Scenario: Without any symptom waiting is the usual course
      Given every symptom is recorded as absent
      When the evidence is consulted
      Then surveillance is the usual course

  @rule:surveillance_danger
  @evidence:bosi1996#symptoms_first @evidence:case_inflow_obstruction2018#course @evidence:surgery1998#expectant
  Rule: Presentation that may be life-threatening

    @holds
    Scenario Outline: Outside the evidence, whatever the tumours do
      Given the child has <symptom>
      And the course of the tumours is <course>
      When the evidence is consulted
      Then surveillance is outside the evidence
      And surveillance is not put forward especially
      And specialist review is the usual course

      Examples:
        | symptom                    | course     |
        | outflow obstruction        | stable     |
        | duct-dependent circulation | regressing |
        | heart failure              | unknown    |
        | arrhythmia                 | regressing |

    @undecided
    Scenario: Left open while nothing is known of symptoms
      Given symptoms are unknown
      When the evidence is consulted
      Then surveillance cannot be assessed
      And arrhythmia is asked for, as it could change surveillance

    @near_miss
    Scenario: Not where everything is recorded as absent
      Given every symptom is recorded as absent
      When the evidence is consulted
      Then surveillance is the usual course

  @rule:tumours_regressing
  @evidence:sciacca2014#regression @evidence:smythe1990#regression @evidence:sugalska2021#natural_history
  Rule: Tumours that are regressing

    @holds
    Scenario: It is said
      Given the child is recorded as asymptomatic
      And the course of the tumours is regressing
      When the evidence is consulted
      Then the reasons for surveillance mention "their natural course"

    @holds
    Scenario: It is said beside a controlled arrhythmia
      Given every symptom is recorded as absent
      And the child has arrhythmia
      And the arrhythmia is controlled by drugs
      And the course of the tumours is regressing
      When the evidence is consulted
      Then the reasons for surveillance mention "their natural course"

    @near_miss
    Scenario: It is no reassurance beside danger
      Given the child has heart failure
      And the course of the tumours is growing
      When the evidence is consulted
      Then the reasons for surveillance do not mention "their natural course"

    @holds
    Scenario: Not said beside danger, though the tumours regress
      Given the child has heart failure
      And the course of the tumours is regressing
      When the evidence is consulted
      Then the reasons for surveillance do not mention "their natural course"

    @undecided
    Scenario: A course that is not recorded is not taken as regression
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the reasons for surveillance do not mention "their natural course"

  @rule:tumours_growing
  @evidence:sugalska2021#natural_history
  Rule: Tumours that are growing

    @holds
    Scenario: It is said without symptoms
      Given the child is recorded as asymptomatic
      And the course of the tumours is growing
      When the evidence is consulted
      Then the reasons for surveillance mention "against the natural course"

    @holds
    Scenario: It is said beside danger
      Given the child has heart failure
      And the course of the tumours is growing
      When the evidence is consulted
      Then the reasons for surveillance mention "against the natural course"

    @holds
    Scenario: It is said where symptoms are not known
      Given the course of the tumours is growing
      When the evidence is consulted
      Then the reasons for surveillance mention "against the natural course"

    @holds
    Scenario: It is said beside a controlled arrhythmia too
      Given every symptom is recorded as absent
      And the child has arrhythmia
      And the arrhythmia is controlled by drugs
      And the course of the tumours is growing
      When the evidence is consulted
      Then the reasons for surveillance mention "against the natural course"

    @near_miss
    Scenario: Not of stable tumours
      Given the child is recorded as asymptomatic
      And the course of the tumours is stable
      When the evidence is consulted
      Then the reasons for surveillance do not mention "against the natural course"

    @undecided
    Scenario: Growth that is not recorded is not said
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the reasons for surveillance do not mention "against the natural course"

  @rule:echo_without_symptoms
  @evidence:tsc_criteria2021#echo
  Rule: Echocardiography without symptoms

    @holds
    Scenario: Every 1 to 3 years until regression is documented
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then monitoring names "Echocardiography" "every 1 to 3 years until regression is documented"

    @near_miss
    Scenario: No interval is given for a child with symptoms
      Given the child has syncope
      When the evidence is consulted
      Then monitoring does not mention "every 1 to 3 years"

    @undecided
    Scenario: Echocardiography: left open while the symptoms are unknown
      When the evidence is consulted
      Then monitoring does not mention "Echocardiography"

  @rule:ecg_without_symptoms
  @evidence:tsc_criteria2021#ecg
  Rule: ECG without symptoms

    @holds
    Scenario: Every 3 to 5 years
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then monitoring names "Electrocardiogram, for conduction defects" "every 3 to 5 years"

    @undecided
    Scenario: Not said where symptoms are unknown
      When the evidence is consulted
      Then monitoring does not mention "every 3 to 5 years"

    @near_miss
    Scenario: ECG: not where the child has heart failure
      Given the child has heart failure
      When the evidence is consulted
      Then monitoring does not mention "Electrocardiogram, for conduction defects"

  @rule:closer_with_symptoms
  @evidence:tsc_criteria2021#symptomatic
  Rule: Assessment with symptoms

    @holds
    Scenario: More often, and no interval is made up
      Given the child has syncope
      When the evidence is consulted
      Then monitoring mentions "the source gives no interval"

    @near_miss
    Scenario: Not said of a child without symptoms
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then monitoring does not mention "more often"

    @undecided
    Scenario: Left open while syncope is unknown
      Given syncope is unknown
      When the evidence is consulted
      Then monitoring does not mention "Echocardiography and further investigations"

  @rule:regression_in_published_series
  @evidence:brazil2025#cardiac_tumours @evidence:brazil2025#course @evidence:echo_cross_section#adults
  @evidence:echo_cross_section#children @evidence:echo_cross_section#course @evidence:evolution1996#size_index
  @evidence:evolution1996#with_rhabdomyoma @evidence:karger2018#cited_course @evidence:smythe1990#complete_regression
  @evidence:tsa_heart#first_two_years @evidence:tsc_canada_heart#puberty @evidence:turk2023#asymptomatic
  @evidence:turk2023#untreated
  Rule: Regression in published series

    @holds
    Scenario: It is said (regression in published series)
      When the evidence is consulted
      Then the reasons for surveillance mention "20 of 24 tumours regressed completely"

    @undecided
    Scenario: It is not said (regression in published series)
      Given an unknown number of cardiac rhabdomyomas
      When the evidence is consulted
      Then no option is put forward

    @near_miss
    Scenario: Not where there are no cardiac rhabdomyomas
      Given no cardiac rhabdomyomas
      When the evidence is consulted
      Then the child is out of scope
      And no option is put forward

  @rule:follow_up_goes_on
  @evidence:bosi1996#pre_excitation @evidence:hinton2014#later_arrhythmia
  Rule: Follow-up after regression

    @holds
    Scenario: It is said (follow up goes on)
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the reasons for surveillance mention "cardiology follow-up continues"

    @near_miss
    Scenario: It is not said (follow up goes on)
      Given the child has cyanosis
      When the evidence is consulted
      Then the reasons for surveillance do not mention "cardiology follow-up continues"

    @undecided
    Scenario: Left open while the symptoms are unknown
      When the evidence is consulted
      Then the reasons for surveillance do not mention "cardiology follow-up continues"

  @rule:large_tumours_before_birth
  @evidence:chao_antenatal#size_20_mm @evidence:fetal_tumours2010#outcome @evidence:mustafa2024#outcome
  Rule: A tumour of 20 mm or more, in fetal series

    @holds
    Scenario: It is said (large tumours before birth)
      Given the largest tumour measures 20 mm
      When the evidence is consulted
      Then the reasons for surveillance mention "data from before birth"

    @near_miss
    Scenario: It is not said (large tumours before birth)
      Given the largest tumour measures 19.9 mm
      When the evidence is consulted
      Then the reasons for surveillance do not mention "data from before birth"

    @undecided
    Scenario: Left open while the largest tumour measures 20 mm is unknown
      When the evidence is consulted
      Then the reasons for surveillance do not mention "data from before birth"
