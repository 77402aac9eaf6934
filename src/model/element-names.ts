/** HTML Standard §4, and §16 for those that only old pages have. */
const html =
  'a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br ' +
  'button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed ' +
  'fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img ' +
  'input ins isindex kbd keygen label legend li link listing main map mark marquee menu menuitem meta meter nav nobr ' +
  'noembed noframes noscript object ol optgroup option output p param picture plaintext pre progress q rb rp rt rtc ruby ' +
  's samp script search section select slot small source span strike strong style sub summary sup table tbody td ' +
  'template textarea tfoot th thead time title tr track tt u ul var video wbr xmp'

/** SVG 2, appendix F, without the effects of filters. */
const svg =
  'animate animatemotion animatetransform circle clippath defs desc ellipse filter foreignobject g image line ' +
  'lineargradient marker mask metadata mpath path pattern polygon polyline radialgradient rect set stop svg switch ' +
  'symbol text textpath tspan use view'

/** MathML Core, §3. */
const mathml =
  'annotation annotation-xml maction math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot ' +
  'mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics'

/** The names of the elements of HTML, old ones included, and of the SVG and MathML within it; in lower case. */
export const elementNames: ReadonlySet<string> = new Set(`${html} ${svg} ${mathml}`.split(' '))
