//! Pages.

use std::collections::BTreeMap;

use super::awkward_texts;
use crate::markdown::{Targets, to_html};

fn html(text: &str) -> String {
    let map = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|&(from, to)| (from.to_owned(), to.to_owned()))
            .collect()
    };
    let links = map(&[
        ("issues/gate", "../issues/gate.html?a&b"),
        ("javascript:known", "ok.html"),
    ]);
    let pictures = map(&[("a.jpg", "a-1.jpg"), ("b c.jpg", "b%20c.jpg")]);
    to_html(
        text,
        &Targets {
            links: &links,
            pictures: &pictures,
        },
    )
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(html(text), expected);
}

#[test]
fn lines_of_han_characters_are_joined_without_a_space() {
    check("桃园\n小区", "<p>桃园小区</p>\n");
    check("停车，\n请登记", "<p>停车，请登记</p>\n");
    check("他说“好”\n然后", "<p>他说“好”然后</p>\n");
    check(
        "桃园\n**小区**\n`a`",
        "<p>桃园<strong>小区</strong>\n<code>a</code></p>\n",
    );
    check("共有\n3个", "<p>共有\n3个</p>\n");
    check("one\n*two*\nthree", "<p>one\n<em>two</em>\nthree</p>\n");
    check("“a”\nb", "<p>“a”\nb</p>\n");
    check(
        "> 桃园\n> 小区",
        "<blockquote>\n<p>桃园小区</p>\n</blockquote>\n",
    );
    check("桃园\\\n小区", "<p>桃园<br>\n小区</p>\n");
}

#[test]
fn typed_indents_are_dropped() {
    check("　　桃园", "<p>桃园</p>\n");
    check("　桃园", "<p>　桃园</p>\n");
    check(
        "　　桃园\n小区\n　　第二段",
        "<p>桃园小区</p>\n<p>第二段</p>\n",
    );
    check("- 甲\n  　　乙", "<ul>\n<li>甲<br>\n乙</li>\n</ul>\n");
    check("*甲\n　　乙*", "<p><em>甲<br>\n乙</em></p>\n");
    check(
        "    桃园小区\n\n    共3栋",
        "<p>桃园小区</p>\n<p>共3栋</p>\n",
    );
    check("\t2026年\n", "<p>2026年</p>\n");
    check("    let x;\n", "<pre><code>let x;\n</code></pre>\n");
}

#[test]
fn emphasis_works_beside_chinese_punctuation() {
    check("**注意：**请", "<p><strong>注意：</strong>请</p>\n");
    check("请**“注意”**了", "<p>请<strong>“注意”</strong>了</p>\n");
    check(
        "甲，**乙。**丙，~~丁！~~戊",
        "<p>甲，<strong>乙。</strong>丙，<del>丁！</del>戊</p>\n",
    );
    check(
        "**一：**甲，**二：**乙",
        "<p><strong>一：</strong>甲，<strong>二：</strong>乙</p>\n",
    );
    check(
        "`**注：**请` **a:**b",
        "<p><code>**注：**请</code> **a:**b</p>\n",
    );
    check("2**：甲", "<p>2**：甲</p>\n");
}

#[test]
fn one_tilde_is_a_tilde() {
    check("3~5号楼，7~9号楼", "<p>3~5号楼，7~9号楼</p>\n");
    check("~甲~ ~~乙~~", "<p>~甲~ <del>乙</del></p>\n");
}

#[test]
fn raw_html_is_text() {
    check(
        "<b onclick=x>'甲'&amp;</b>",
        "<p>&lt;b onclick=x&gt;&#39;甲&#39;&amp;&lt;/b&gt;</p>\n",
    );
    check(
        "<script>\nalert(\"1\")\n</script>",
        "<p>&lt;script&gt;<br>\nalert(&quot;1&quot;)<br>\n&lt;/script&gt;</p>\n",
    );
    check("<!-- 甲 -->", "<p>&lt;!-- 甲 --&gt;</p>\n");
    check("`<i>`", "<p><code>&lt;i&gt;</code></p>\n");
    check(
        "```\"><script>\n<i>\n```",
        "<pre><code>&lt;i&gt;\n</code></pre>\n",
    );
    check("a&#0;&#7;\u{1}", "<p>a\u{fffd}\u{fffd}\u{fffd}</p>\n");
}

#[test]
fn links_lead_to_known_places_and_allowed_schemes_only() {
    check(
        "[闸](issues/gate)",
        "<p><a href=\"../issues/gate.html?a&amp;b\">闸</a></p>\n",
    );
    check("[闸](issues/none)", "<p>闸</p>\n");
    check(
        "[x](HTTPS://a.cn/桃?a=1&b='2')",
        "<p><a href=\"https://a.cn/桃?a=1&amp;b=&#39;2&#39;\">x</a></p>\n",
    );
    check(
        "[x](<http://a.cn/b c\"d>)",
        "<p><a href=\"http://a.cn/b%20c%22d\">x</a></p>\n",
    );
    check(
        "[x](tel:0731-1 \"电\\\"话\")",
        "<p><a href=\"tel:0731-1\" title=\"电&quot;话\">x</a></p>\n",
    );
    check(
        "<a@b.cn> <mailto:a@b.cn>",
        "<p><a href=\"mailto:a@b.cn\">a@b.cn</a> <a href=\"mailto:a@b.cn\">mailto:a@b.cn</a></p>\n",
    );
    for evil in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#10;script:alert(1)",
        "&#1;javascript:alert(1)",
        "java&Tab;script:x",
        "&#x6A;avascript:x",
        "javascript&colon;x",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.cn",
        "\\\\\\\\evil.cn",
        "c:/x",
        "javascript&#x200B;:x",
        "java\u{ad}script:x",
        "&#x3000;javascript:x",
        "<javascript:x y>",
    ] {
        check(&format!("[x]({evil})"), "<p>x</p>\n");
        check(&format!("![x]({evil})"), "<p>x</p>\n");
    }
    check("<javascript:alert(1)>", "<p>javascript:alert(1)</p>\n");
    // The site's own map is trusted.
    check(
        "[x](javascript:known)",
        "<p><a href=\"ok.html\">x</a></p>\n",
    );
}

#[test]
fn headings_begin_at_the_third_level_and_have_ids() {
    check(
        "# 一、甲 *乙*\n### C d!",
        "<h3 id=\"h-一甲-乙\">一、甲 <em>乙</em></h3>\n<h5 id=\"h-c-d\">C d!</h5>\n",
    );
    check(
        "## 甲\n# 乙",
        "<h4 id=\"h-甲\">甲</h4>\n<h3 id=\"h-乙\">乙</h3>\n",
    );
    check(
        "##### 甲\n###### 乙",
        "<h3 id=\"h-甲\">甲</h3>\n<h4 id=\"h-乙\">乙</h4>\n",
    );
    check(
        "# a\n# a\n# a 2\n# a",
        "<h3 id=\"h-a\">a</h3>\n<h3 id=\"h-a-2\">a</h3>\n<h3 id=\"h-a-2-2\">a 2</h3>\n<h3 id=\"h-a-3\">a</h3>\n",
    );
    check("# !\"<", "<h3>!&quot;&lt;</h3>\n");
    check(
        "[见](#一、甲-乙) [x](#%E7%94%B2) [y](#)",
        "<p><a href=\"#h-一甲-乙\">见</a> <a href=\"#h-甲\">x</a> y</p>\n",
    );
}

#[test]
fn pictures() {
    check(
        "![门 *口*](a.jpg)",
        "<figure><img src=\"a-1.jpg\" alt=\"门 口\" loading=\"lazy\"></figure>\n",
    );
    check(
        "![\"门\"](a.jpg \"图<一>\")",
        "<figure><img src=\"a-1.jpg\" alt=\"&quot;门&quot;\" loading=\"lazy\"><figcaption>图&lt;一&gt;</figcaption></figure>\n",
    );
    check(
        "看![](<b c.jpg> \"题\")\n甲",
        "<p>看<img src=\"b%20c.jpg\" alt=\"\" title=\"题\" loading=\"lazy\">\n甲</p>\n",
    );
    check(
        "![门](a.jpg \"题\") 甲",
        "<p><img src=\"a-1.jpg\" alt=\"门\" title=\"题\" loading=\"lazy\"> 甲</p>\n",
    );
    check(
        "![甲 ![乙](a.jpg)](a.jpg)",
        "<figure><img src=\"a-1.jpg\" alt=\"甲 乙\" loading=\"lazy\"></figure>\n",
    );
    check("![没有](none.jpg)", "<p>没有</p>\n");
    check(
        "[![门](a.jpg)](issues/gate)",
        "<p><a href=\"../issues/gate.html?a&amp;b\"><img src=\"a-1.jpg\" alt=\"门\" loading=\"lazy\"></a></p>\n",
    );
}

#[test]
fn tables_and_tasks() {
    check(
        "|甲|乙|\n|:-:|-:|\n|1|<2>|",
        "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-labelledby=\"table-1\"><table>\n\
         <thead id=\"table-1\"><tr><th scope=\"col\" class=\"align-center\">甲</th>\
         <th scope=\"col\" class=\"align-right\">乙</th></tr></thead>\n<tbody>\n<tr><td class=\"align-center\">1</td>\
         <td class=\"align-right\">&lt;2&gt;</td></tr>\n</tbody>\n</table></div>\n",
    );
    check(
        "- [x] 甲\n\n- [ ] 乙\n",
        "<ul>\n<li class=\"task done\"><p><span class=\"mark\" role=\"img\" aria-label=\"☑\"></span>甲</p>\n</li>\n\
         <li class=\"task\"><p><span class=\"mark\" role=\"img\" aria-label=\"☐\"></span>乙</p>\n</li>\n</ul>\n",
    );
    check(
        "3. 甲\n4. 乙",
        "<ol start=\"3\">\n<li>甲</li>\n<li>乙</li>\n</ol>\n",
    );
}

#[test]
fn footnotes_are_numbered_by_first_reference() {
    check(
        "甲[^b]乙[^a]丙[^B]\n\n[^a]: 一\n[^b]: 二\n[^\"c]: 三",
        "<p>甲<sup><a class=\"note\" role=\"doc-noteref\" id=\"fn-ref-1\" href=\"#fn-1\">1</a></sup>\
         乙<sup><a class=\"note\" role=\"doc-noteref\" id=\"fn-ref-2\" href=\"#fn-2\">2</a></sup>\
         丙<sup><a class=\"note\" role=\"doc-noteref\" id=\"fn-ref-1-2\" href=\"#fn-1\">1</a></sup></p>\n\
         <section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n\
         <li id=\"fn-1\"><p>二 <a class=\"back\" role=\"doc-backlink\" href=\"#fn-ref-1\">↩\u{fe0e}</a> \
         <a class=\"back\" role=\"doc-backlink\" href=\"#fn-ref-1-2\">↩\u{fe0e}</a></p></li>\n\
         <li id=\"fn-2\"><p>一 <a class=\"back\" role=\"doc-backlink\" href=\"#fn-ref-2\">↩\u{fe0e}</a></p></li>\n\
         <li id=\"fn-3\"><p>三</p></li>\n</ol>\n</section>\n",
    );
    check("甲[^none]", "<p>甲[^none]</p>\n");
}

/// Elements that open are closed in order, and only ours are there.
#[test]
fn awkward_texts_give_balanced_elements() {
    for text in awkward_texts() {
        let html = html(&text);
        let mut open = Vec::new();
        for tag in html.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap_or_default();
            let name = tag.split(' ').next().unwrap_or_default();
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "{text:?}\n{html}"),
                None if ["br", "hr", "img"].contains(&name) => {}
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "{text:?}\n{html}");
        assert!(!html.contains(['\u{0}', '\u{12470}']), "{text:?}\n{html}");
    }
}
