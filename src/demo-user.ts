// The person that the demo signs in with one click; made by `assent up`, known to the login page.

export const DEMO_EMAIL = 'demo@assent.example';
