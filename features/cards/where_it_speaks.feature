Feature: Where does a remark stand, and where does an alert speak?

  Background:
    Given a child of unknown age

  Scenario: How often surgery was needed, beside surgery at the stance outside evidence
    Given a child of 4 days
    And 2 cardiac rhabdomyomas
    And the child has no heart failure
    And the child has arrhythmia
    And the child has no outflow obstruction
    And the child has no inflow obstruction
    And the child has no duct dependent circulation
    And the child has no cyanosis
    And the child has no syncope
    When the evidence is consulted
    Then the reasons for surgery mention "In published series 2 of 33, 6 of 47 and 7 of 30 children"

  Scenario: How often surgery was needed, beside surgery at the stance cannot assess
    Given a child of 200 days
    And 1 cardiac rhabdomyoma
    When the evidence is consulted
    Then the reasons for surgery mention "In published series 2 of 33, 6 of 47 and 7 of 30 children"

  Scenario: A tumour of 20 mm or more, in fetal series, beside surveillance at the stance usual course
    Given a child of 1095 days
    And the largest tumour measures 20.0 mm
    And the child has no heart failure
    And the child has no arrhythmia
    And the child has no outflow obstruction
    And the child has no inflow obstruction
    And the child has no duct dependent circulation
    And the child has no cyanosis
    And the child has no respiratory distress
    And the child has no syncope
    When the evidence is consulted
    Then the reasons for surveillance mention "In fetuses a tumour of 20 mm or more went with more illness"

  Scenario: Regression in published series, beside surveillance at the stance usual course
    Given a child of 200 days
    And 1 cardiac rhabdomyoma
    And the child is recorded as asymptomatic
    When the evidence is consulted
    Then the reasons for surveillance mention "In published series 20 of 24 tumours regressed completely;"

  Scenario: Regression in published series, beside surveillance at the stance may be considered
    Given a child of 200 days
    And 1 cardiac rhabdomyoma
    And the child has no heart failure
    And the child has arrhythmia
    And the child has no outflow obstruction
    And the child has no inflow obstruction
    And the child has no duct dependent circulation
    And the child has no cyanosis
    And the child has no respiratory distress
    And the child has no syncope
    And the arrhythmia is controlled by drugs
    When the evidence is consulted
    Then the reasons for surveillance mention "In published series 20 of 24 tumours regressed completely;"

  Scenario: Regression in published series, beside surveillance at the stance outside evidence
    Given a child of 200 days
    And 1 cardiac rhabdomyoma
    And the child has heart failure
    When the evidence is consulted
    Then the reasons for surveillance mention "In published series 20 of 24 tumours regressed completely;"

  Scenario: How often a single tumour goes with TSC, beside the mTOR inhibitor at the stance cannot assess
    Given a child of 4 days
    And 1 cardiac rhabdomyoma
    When the evidence is consulted
    Then the reasons for the mTOR inhibitor mention "A single cardiac rhabdomyoma goes with TSC in 23 % to 73 %"

  Scenario Outline: Growth, the measurements and a size of 20 mm, beside surveillance at each stance
    Given a child of 730 days
    And 1 cardiac rhabdomyoma
    And a tumour measured 12.4 mm at 48 days
    And a tumour measured 21 mm at 268 days
    And the largest tumour measures 21 mm
    And <record>
    When the evidence is consulted
    Then surveillance <stance>
    And the reasons for surveillance mention "a tumour grew"
    And the reasons for surveillance mention "error of measuring is not weighed"
    And the reasons for surveillance mention "data from before birth"
    And the reasons for specialist review mention "a tumour grew"
    And the reasons for specialist review mention "data from before birth"

    Examples:
      | record                              | stance                  |
      | every symptom is recorded as absent | is the usual course     |
      | the child has heart failure         | is outside the evidence |
      | the surgical risk is low            | cannot be assessed      |

  Scenario: Growth, the measurements and a size of 20 mm, beside surveillance that may be considered
    Given a child of 730 days
    And 1 cardiac rhabdomyoma
    And a tumour measured 12.4 mm at 48 days
    And a tumour measured 21 mm at 268 days
    And the largest tumour measures 21 mm
    And every symptom is recorded as absent
    And the child has arrhythmia
    And the arrhythmia is controlled by drugs
    When the evidence is consulted
    Then surveillance may be considered
    And the reasons for surveillance mention "a tumour grew"
    And the reasons for surveillance mention "error of measuring is not weighed"
    And the reasons for surveillance mention "data from before birth"

  Scenario Outline: An mTOR inhibitor that is not taken is not in use
    Given an mTOR inhibitor <course>
    When the evidence is consulted
    Then the finding "mTOR inhibitor in use" is no

    Examples:
      | course             |
      | is not being taken |
      | has been stopped   |

  Scenario: Recorded as not asymptomatic, with no symptom named, where the scope is cannot assess
    Given the child is recorded as not asymptomatic
    When the evidence is consulted
    Then the scope cannot be assessed
    And the alert "symptoms not named" is shown

  Scenario: TSC stated as definite, where the features given only make it possible, where the scope is out of scope
    Given a child of 20 years
    And 2 cardiac rhabdomyomas
    And TSC is definite
    And the major features found are cardiac rhabdomyoma
    When the evidence is consulted
    Then the child is out of scope
    And the alert "tsc definite beyond features" is shown

  Scenario: TSC stated as definite, where the features given only make it possible, where the scope is cannot assess
    Given TSC is definite
    And the major features found are cardiac rhabdomyoma
    When the evidence is consulted
    Then the scope cannot be assessed
    And the alert "tsc definite beyond features" is shown

  Scenario: TSC stated as possible, where the features given make it definite, where the scope is out of scope
    Given a child of 20 years
    And 2 cardiac rhabdomyomas
    And TSC is possible
    And a pathogenic variant has been found
    When the evidence is consulted
    Then the child is out of scope
    And the alert "tsc possible despite features" is shown

  Scenario: TSC stated as possible, where the features given make it definite, where the scope is cannot assess
    Given TSC is possible
    And the major features found are cardiac rhabdomyoma, hypomelanotic macules
    When the evidence is consulted
    Then the scope cannot be assessed
    And the alert "tsc possible despite features" is shown
