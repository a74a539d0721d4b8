"""Who is let in at the door of every address: the written table of authorisation (trust.md F27).

A line: the name of the route, who may GET it, who may POST to it with an empty form. ``*`` everybody, ``-`` a method
that is not taken, ``0`` nobody as things stand in the scene (why is said behind). An act needs more than its door: the
right form, the turn, the lane; that is judged by the act itself and tested beside it.

    n  nobody who is signed in                     c k h r  officers of the house: registry, head, lawyer, archivist
    a  the partner of the case, by his link        m  its administrator, in no lane
    b  the partner of another case                 x  administrator and archivist of another house
    i  an inspector of the whole house             j  an inspector of another case alone

Where ``x`` is let in, the page is that of the own house: an object of this one is never named in its address, or is
answered as one that does not exist. Inspectors post nowhere: ``tests/desk/test_inspection.py``.
"""

from __future__ import annotations

from dataclasses import dataclass

EVERYBODY = "nabckhrmxij"
TABLE = """
shell:sign_in            *           *
shell:forgotten          *           *
shell:new_password       *           *
shell:password_link      *           *
shell:sign_out           -           *
shell:demo               *           -
shell:demo_inbox         *           -
shell:demo_become        -           0            # no such person is named
shell:demo_link          *           -
shell:set_language       *           *
shell:extend             -           ckhrmxij
shell:healthz            *           *
shell:mark               *           *
tracking:track           *           *
tracking:other           *           *
tracking:sent            *           -
tracking:close           -           *
tracking:open            *           -
tracking:supply          ab          ab
tracking:question        0           0            # nothing is asked of the partner now
tracking:withdraw        ba          ba           # too late for the partner whose text is agreed
tracking:draft           a           -
tracking:agree           a           a
tracking:counter         a           a
tracking:sign            a           -
tracking:sign_now        a           a
tracking:refuse          a           a
tracking:own_file        a           a
portal:choose            *           *
portal:lost_link         *           *
portal:resume            0           0            # a secret that does not exist
portal:tasks             a           a
portal:send_link         -           a
portal:leave             -           a
portal:review            a           a
portal:papers            a           a
portal:remove_paper      -           a
portal:upload            -           a
portal:piece             a           a
portal:students          0           0            # a request of another kind
portal:tests             a           a
portal:parties           a           a
portal:section           a           a
portal:institution       *           *
portal:readiness         *           -
portal:start             -           *
desk:worklist            ckhrmxij    ckhrmx
desk:begin               ckhrmxi     ckhrmx
desk:cases               ckhrmxi     ckhrmx
desk:inbox               ckhrmxi     ckhrmx
desk:register            ckhrx       ckhrx
desk:disposition         ckhrmxi     ckhrmx
desk:case                ckhrmi      ckhrm
desk:letter_page         ckhrmi      ckhrm
desk:take_paper          -           ckhrm
desk:srikandi_sheet      ckhrmi      ckhrm
desk:internal_note       ckhrmi      ckhrm
desk:documents           ckhrmi      ckhrm
desk:drafts              ckhrmi      ckhrm
desk:talks               ckhrmi      ckhrm
desk:flow                ckhrmi      ckhrm
desk:flow_print          ckhrmi      ckhrm
desk:records             ckhrmi      ckhrm
desk:records_print       ckhrmi      ckhrm
desk:trail               ckhrmi      ckhrm
desk:journey             ckhrmi      ckhrm
desk:withdraw            -           ckhrm
desk:take_back           -           ckhrm
desk:correct             -           ckhrm
desk:complete            ckhrmxi     k
desk:record_answer       -           0            # a step without an answer of the partner
desk:contribute          -           ckhrm
desk:ask_outside         -           ckhrm
desk:answer_outside      -           ckhrm
desk:begin_part_again    -           ckhrm
desk:take                -           ckhrm
desk:give_back           -           k
desk:hand_over           -           ckhrm
desk:values              ckhrmi      ckhrm
desk:contacts            0           0            # only at number and date
desk:drafting            ckhrmi      ckhrm
desk:make_draft          ckhrmi      ckhrm
desk:article             0           0            # only while the text is written
desk:clause              0           0            # only while the text is written
desk:document_kind       ckhrmi      ckhrm
desk:take_newer_template -           ckhrm
desk:compare             ckhrmi      ckhrm
desk:legal               ckhrmi      ckhrm
desk:judgement           ckhrmi      ckhrm
desk:judge_draft         -           ckhrm
desk:partner_text        ckhrmi      ckhrm
desk:answer_doubts       -           ckhrm
desk:decide_changes      -           ckhrm
desk:take_whole          -           ckhrm
desk:note_partner_text   ckhrmi      ckhrm
desk:scan_page           0           -            # the partner's file is no scan
desk:tracked_changes     0           0            # the partner's file cannot be read
desk:negotiation         ckhrmi      ckhrm
desk:record_offer        ckhrmi      ckhrm
desk:record_talk         ckhrmi      ckhrm
desk:people              mxi         mx
desk:person_add          mx          mx
desk:people_import       mx          mx
desk:acting              mxi         mx
desk:person              mi          m
desk:person_details      -           m
desk:person_place        -           m
desk:person_end          -           m
desk:person_link         -           m
desk:person_leaves       m           m
desk:house               mxi         mx
desk:house_unit          -           mx
desk:service             mxi         mx
desk:service_way         -           mx
desk:service_key         -           mx
desk:service_trial       -           mx
desk:service_report      -           0            # no simulator runs in the scene
desk:house_logo          0           -            # the house has none
desk:integrity           rmxi        -
desk:inspection          rmxij       -
desk:inspection_grant    -           rmx
desk:inspection_revoke   -           mx
desk:inspection_files    rmxij       -
desk:inspection_ask      -           rmx
desk:inspection_file     rmi         -
desk:leave               ckhrmxi     kmx
desk:back_at_work        -           km
desk:calendar            ckhrmxi     ckhrmx
desk:calendar_year       ckhrmxi     ckhrmx
desk:calendar_edit       mx          mx
desk:account             ckhrmxij    ckhrmx
desk:account_password    -           ckhrmx
desk:signing             ckhrmi      -
desk:signing_page        ckhr        -
desk:sign                -           ckhrm
desk:sign_service        -           ckhrm
desk:service_code        -           k
desk:service_status      -           ckhrm
desk:service_outcome     -           ckhrm
desk:service_compared    -           ckhrm
desk:service_answer      -           ckhrm
desk:service_declared    -           ckhrm
desk:refuse_to_sign      -           ckhrm
desk:ask_again           -           ckhrm
desk:signing_order       -           ckhrm
desk:void_round          -           ckhrm
desk:new_round           -           ckhrm
desk:sign_by             -           ckhrm
desk:duty_stamp          -           ckr
desk:duty_slip           -           ckhrm
desk:duty_relief         -           ckhrm
desk:duty_count          -           ckhrm
desk:duty_resolve        -           ckhrm
desk:duty_left_over      -           ckhrm
desk:stamped_hand_in     -           ckhrm
desk:signing_stamped     ckhr        -
desk:stamped_decide      -           ckhr
desk:hand_in             -           ckhrm
desk:signing_returned    ckhr        -
desk:returned_decide     -           ckhr
desk:signing_acting      -           ckhrm
desk:wet_signature       -           ckhrm
desk:original            -           ck
desk:numbers             ckhrmxi     -
desk:series_add          cmx         cmx
desk:series              ckhrmi      -
desk:series_edit         cm          cm
desk:number_skip         -           cm
desk:number_void         -           cm
desk:agreements          ckhrmxi     -
desk:past_imports        rmx         rmx
desk:past_import         rm          rm
desk:past_scans          -           rm
desk:past_matches        rm          -
desk:past_progress       rm          -
desk:past_report         rm          -
desk:past_forget         -           rm
desk:agreement           ckhrmi      -
desk:agreement_act       -           hr
desk:agreement_above     -           hr
desk:agreement_duty      -           hr
desk:archive             ckhrmxi     -
desk:every_metadata      ckhrmxi     -
desk:schedule            ckhrmxi     ckhrmx
desk:schedule_verify     -           rmx
desk:schedule_retire     -           rmx
desk:guarded             ckhrmxi     -
desk:destructions        ckhrmxi     -
desk:destruction_propose -           ckhrmx
desk:destruction         ckhrmi      -
desk:destruction_decide  -           ckhrm
desk:destruction_do      -           ckhrm
desk:archive_record      ckhrmi      -
desk:retention           -           ckhrm
desk:archive_srikandi    -           ckhrm
desk:archive_sheet       ckhrmi      -
desk:archive_evidence    ckr         -
desk:archive_metadata    ckhrmi      -
desk:archive_act         -           ckhrm
desk:keys                ckhrmxi     -
desk:key_upload          -           ckhrmx
desk:key_demo            -           ckhrmx
desk:key_remove          -           ckhrmx
desk:messages            ckhrmxi     -
desk:message_sent        -           ckhrmx
desk:message_again       -           ckhrmx
desk:sop_studio          ckhrmxi     ckhrmx
desk:sop_new             mx          mx
desk:sop_import          mx          mx
desk:sop_adopt           mx          mx
desk:sop_adopt_lanes     m           m
desk:sop_from_version    -           ckhrm
desk:sop_procedure       ckhrmxi     ckhrmx
desk:sop_compare         ckhrmxi     ckhrmx
desk:sop_rounds          -           0            # no procedure that comes round by itself
desk:sop_version_file    ckhrmi      ckhrm
desk:sop_cases           km          km
desk:sop_concept         ckhrmi      ckhrm
desk:sop_check           -           ckhrm
desk:sop_whole           -           ckhrm
desk:sop_propose         m           m
desk:sop_withdraw        -           m
desk:sop_discard         -           m
desk:sop_lanes           -           m
desk:sop_publish         -           ckhrmx
desk:sop_send_back       -           ckhrmx
desk:sop_concept_file    ckhrmi      ckhrm
desk:move_case           ckhrmi      ckhrm
desk:texts               ckhrmxi     ckhrmx
desk:text                ckhrmxi     ckhrmx
desk:text_version        ckhrmxi     ckhrmx
desk:text_example        ckhrmxi     ckhrmx
desk:text_compare        ckhrmxi     ckhrmx
desk:text_start          -           ckhrmx
desk:text_concept        ckhrmi      ckhrm
desk:text_check          -           ckhrm
desk:text_article        hm          hm
desk:text_propose        hm          hm
desk:text_withdraw       -           hm
desk:text_discard        -           hm
desk:text_publish        -           ckhrmx
desk:text_send_back      -           ckhrmx
desk:figures             kmxi        -
desk:figures_of          kmxi        -
desk:figures_csv         kmxi        -
desk:figures_xes         kmxi        -
public:home              *           *
public:file              ackhrmi     -
public:register          *           *
public:register_csv      *           *
public:register_json     *           *
public:register_xlsx     *           *
public:agreement         *           *
public:procedures        *           *
public:procedure         *           *
public:procedure_file    *           -
public:signing_callback  -           0            # nobody without its mark over time and body
public:verification      *           *
public:verify_agreement  *           *
"""


@dataclass(frozen=True)
class Door:
    """Letters of those who are let in, by method; None where the method is not taken."""

    get: str | None
    post: str | None


def doors() -> dict[str, Door]:
    """The table by the name of the route."""
    found = {}
    for line in TABLE.strip().splitlines():
        name, get, post = line.partition("#")[0].split()
        assert name not in found, f"{name} stands in the table twice"
        found[name] = Door(_letters(get), _letters(post))
    return found


def _letters(told: str) -> str | None:
    return None if told == "-" else {"*": EVERYBODY, "0": ""}.get(told, told)
