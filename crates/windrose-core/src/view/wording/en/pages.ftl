# The labels of pages, in English. A page asks for one with `wording::page`; sentences about an initiative stand in
# sentences.ftl.

page-yes = yes
