import assert from 'node:assert/strict'
import {
  toFeedText,
  toHtml,
  toXmlAttribute,
  toXmlHtml,
  toXmlPlainText,
  toXmlText,
} from '../../src/feed/xml-text.js'

describe('Text for XML', () => {
  it('has its markup escaped, and nothing else', () => {
    assert.equal(toXmlText('a < b & c > d "e" \'f\' 红'), 'a &lt; b &amp; c &gt; d "e" \'f\' 红')
  })

  it('keeps a carriage return as a reference, and tabs and line feeds as they are', () => {
    assert.equal(toXmlText('a\r\nb\tc'), 'a&#13;\nb\tc')
  })

  it('loses the characters that XML 1.0 forbids', () => {
    assert.equal(toXmlText('a\0\u0008\u000b\u000c\u000e\u001f\ufffe\uffffb'), 'ab')
  })

  it('keeps every character that XML 1.0 allows, up to the edges of its ranges', () => {
    const edges = 'a\u0020\u007f\ud7ff\ue000\ufffd\u{10000}\u{10ffff}b'
    assert.equal(toXmlText(edges), edges)
  })

  it('has a replacement character for each lone surrogate', () => {
    assert.equal(toXmlText('a\ud800b\udc00\ud800'), 'a\ufffdb\ufffd\ufffd')
  })

  it('is escaped exactly once: what looks like an entity is text', () => {
    assert.equal(toXmlText('&amp;lt; &#x0;'), '&amp;amp;lt; &amp;#x0;')
  })

  it('has no white space around it, even next to a dropped character', () => {
    assert.equal(toXmlText('\0 \n红网\u3000\uffff '), '红网')
  })
})

describe('HTML for XML', () => {
  it('goes into a CDATA section unchanged', () => {
    assert.equal(toXmlHtml(' <p>a &amp; b</p>\0\n'), '<![CDATA[<p>a &amp; b</p>]]>')
  })

  it('is escaped if a CDATA section would end too early or lose a character', () => {
    assert.equal(toXmlHtml('<p>]]></p>'), '&lt;p&gt;]]&gt;&lt;/p&gt;')
    assert.equal(toXmlHtml('<p>\r</p>'), '&lt;p&gt;&#13;&lt;/p&gt;')
    assert.equal(toXmlHtml(']]\0>'), ']]&gt;')
  })
})

describe('Plain text for RSS', () => {
  it('has hexadecimal references, as the RSS profile asks', () => {
    assert.equal(toXmlPlainText('A & B <c>\r'), 'A &#x26; B &#x3C;c&#x3E;')
    assert.equal(toXmlPlainText('a\rb'), 'a&#13;b')
  })
})

describe('The value of an attribute', () => {
  it('cannot end its quotes, and keeps its white space', () => {
    assert.equal(toXmlAttribute('"<\'>&\t\n\r.'), '&quot;&lt;&#39;&gt;&amp;&#9;&#10;&#13;.')
  })
})

describe('Text for every format', () => {
  it('is the same text if nothing is wrong with it', () => {
    assert.equal(toFeedText('红网 👨‍👩‍👧 <b>&amp;'), '红网 👨‍👩‍👧 <b>&amp;')
  })

  it('takes linear time, however much white space there is', () => {
    assert.equal(toFeedText(`a${' '.repeat(1_000_000)}b`).length, 1_000_002)
  })
})

describe('Plain text turned into HTML', () => {
  it('is displayed as the same text', () => {
    assert.equal(toHtml('a < b &amp; c'), 'a &lt; b &amp;amp; c')
  })
})
