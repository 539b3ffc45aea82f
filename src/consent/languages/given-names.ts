// Given names that texts to strangers are often about: `I'm not Sarah`, `this isn't Mike's phone`.
// Names that are everyday words as well (Will, Mark, Grace, Hope …) are left out on purpose.

const NAMES =
  'james john robert michael david william richard joseph thomas charles christopher daniel ' +
  'matthew anthony steven paul andrew joshua kenneth kevin brian george timothy ronald ' +
  'edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott ' +
  'brandon benjamin samuel gregory alexander patrick raymond jack dennis jerry tyler aaron ' +
  'jose adam nathan henry douglas zachary peter kyle noah ethan jeremy walter christian ' +
  'keith roger terry austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan ' +
  'billy bruce gabriel joe logan alan juan albert willie elijah wayne randy vincent mason ' +
  'roy ralph bobby russell bradley philip eugene mike mikey dave steve bob rob tom tim jim ' +
  'jimmy johnny joey danny kenny tony matt chris nick alex ben sam greg ed eddie ron ronnie ' +
  'rick ricky jeff luke carlos luis miguel jorge pedro manuel jesus antonio francisco ' +
  'alejandro diego fernando sergio raul mary patricia jennifer linda elizabeth barbara susan ' +
  'jessica sarah sara karen lisa nancy betty sandra margaret ashley kimberly emily donna ' +
  'michelle carol amanda melissa deborah debbie debra stephanie rebecca sharon laura cynthia ' +
  'amy kathleen angela shirley brenda emma anna pamela nicole samantha katherine christine ' +
  'helen rachel carolyn janet maria catherine heather diane olivia julie joyce victoria ruth ' +
  'virginia lauren kelly christina joan evelyn judith andrea hannah jacqueline martha gloria ' +
  'teresa ann anne madison frances kathryn janice jean alice julia sophia isabella charlotte ' +
  'amber denise danielle marilyn beverly theresa natalie diana brittany doris kayla alexis ' +
  'lori marie tiffany jenny jen liz beth kate katie kathy cathy sue susie becky jess steph ' +
  'tina gina wendy tracy stacy vanessa monica veronica carmen rosa ana lucia elena claudia ' +
  'adriana guadalupe yolanda sofia gabriela juana dana jill megan erin crystal erica kristen ' +
  'leah molly paula sheila tanya tammy tamara latoya keisha jamal darnell tyrone deandre ' +
  'aisha mohammed muhammad ahmed ali omar fatima hassan ibrahim wei ming nguyen kim patel ' +
  'raj priya anil sunita jean pierre michel philippe alain nicolas christophe laurent julien ' +
  'marie nathalie isabelle sylvie sophie celine camille manon chloe emma lucie pauline ' +
  'antoine maxime alexandre hugo julie juan luis pedro miguel jorge francisco antonio manuel ' +
  'rafael fernando ricardo roberto eduardo alejandro javier diego sergio enrique laura marta ' +
  'isabel patricia gloria teresa pablo andres joao paulo marcos gabriel bruno felipe gustavo ' +
  'rodrigo thiago juliana fernanda camila beatriz larissa mariana leticia amanda renata ' +
  'vinicius ashley brittany kayla jayden aiden mason logan brandi tiffany courtney lindsay ' +
  'whitney destiny jasmine ebony marcus jerome malik dwayne curtis derek craig randy wayne ' +
  'ralph vincent eugene russell louis philip harry howard arthur albert';

/** The names, bare and with the `s` that folding leaves of `'s`. */
export const GIVEN_NAMES: string = NAMES.split(' ')
  .flatMap((name) => [name, `${name}s`])
  .join(' | ');
