/// Words that thoughts about any page hold: of grammar, and of pages, tasks and actions in general.
///
/// They say nothing about which page is meant. What a page or a task is *about* (a gift card, a
/// flight, a price) is kept out.
enum CommonWords {
    /// The words, in small letters.
    static let all = Set(
        """
        a able about above accept accepted according across action actions activity actually
        add added additional after all allow allows already also am an and another answer
        any anymore anything appear appears apply appropriate are area as ask asked asks
        assume at attempt available back based be because been before begin being believe
        belong belongs below best between beyond box boxes bring browse but button buttons
        by call calls can cannot case certain change check choice choices choose chosen
        clearly click clicked clicking code come complete completed completing confirm
        consider considering contain contains content context continue correct correspond
        corresponding could current currently data desired details determine did different
        direct directly display displayed do does done down due during each either element
        elements end ensure enter entered entering entries entry even every exactly execute
        exist existing expected explicitly explore fact far field fields fill filled filling
        final finally find finding finish finished first fit fits fitting focus following
        for form found from fulfill further gave general get getting give given goes gives go
        goal going good had has have haven having he help hence here hover hovered hovering
        how however html i id ideal if immediately implies imply in include included
        including indicate indicates information initial initially input inputs inputting
        instance instead instruction instructions intend intended interact interested into
        is isn issue it item items its just keep know label last later lead leads least left
        let like likely link links list listed listing ll locate located logical long look
        looking lot made main make making many mark marked match matching matter may me mean
        means meet mention mentioned mentions menu might more most move much must my name
        named navigate near necessary need needed needs newly next no none not noted nothing
        now number obtain obvious occurred of off offered old on once one ones only open
        opening operation option options or order other others our out outcome over own page
        pages part particular perform performed perhaps phrase pick place please point
        possible potential potentially present previous previously prior probably proceed
        process provide provided provides purpose put question quickly rather re reach read
        reason related relating relation relevant remain remains represent represented
        represents request requested require required requirement requirements requires
        result results reveal right same satisfy say scenario screen scroll search searched
        searching second section see seem seems select selected selecting selection sense
        sequence set shall should show showing shown shows similar simply since single site
        so some something specific specified specify start started starting state stated
        states step steps still submit submitted such sufficient suggest suggests suitable
        support supports sure symbol tab take taken target task tasks tell term text than
        that the their them then there therefore these they thing things third this those
        through thus to today together too towards trigger true try trying type typed typing
        unable under understand unless until up upon us use used useful user uses using
        usually valid value values ve very via view viewing visible visit want wanted wants
        was way we webpage website well were what when where whether which while who whose
        why will wish with within word words work would wrong yes yet you your
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
