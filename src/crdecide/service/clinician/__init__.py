"""The clinician's page: what is known of a child, what is asked, and the answer; with an EHR by SMART App Launch."""
